import Emulator

/// The memory that one call reads or writes, in order: the buffer of `read`, or the many of `readv`.
struct UserBuffers {
  /// One buffer.
  struct Piece {
    /// The capability that was passed; the buffer begins at its address.
    var pointer: MachineCapability
    /// Bytes.
    var count: Int
  }

  private(set) var pieces: [Piece]
  /// Bytes of all buffers.
  private(set) var count: Int

  /// One buffer.
  init(_ pointer: MachineCapability, count: Int) {
    pieces = [Piece(pointer: pointer, count: count)]
    self.count = count
  }

  /// Several buffers.
  init(_ pieces: [Piece]) {
    self.pieces = pieces
    count = pieces.reduce(0) { $0 + $1.count }
  }

  /// The `count` bytes that follow the first `done`.
  func part(from done: Int, count: Int) -> UserBuffers {
    if pieces.count == 1 { return UserBuffers(pieces[0].pointer.advanced(by: done), count: count) }
    var (skipped, left) = (done, count)
    var part: [Piece] = []
    for piece in pieces {
      let start = min(skipped, piece.count)
      let taken = min(piece.count - start, left)
      if taken > 0 { part.append(Piece(pointer: piece.pointer.advanced(by: start), count: taken)) }
      skipped -= start
      left -= taken
    }
    return UserBuffers(part)
  }
}

extension MachineCapability {
  /// The capability at a later address. Only for addresses within bounds, where it stays representable.
  func advanced(by bytes: Int) -> MachineCapability {
    MachineCapability(metadata: metadata, address: address &+ UInt64(bytes), tag: tag)
  }
}
