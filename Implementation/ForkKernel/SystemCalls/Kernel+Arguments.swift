import Architecture
import Emulator

/// The kernel's reading and writing of arguments that are more than bytes.
extension Kernel {
  /// Reads the bytes of a C string, without the zero at its end.
  ///
  /// - Throws: ``ErrorNumber/badAddress`` if the string leaves its capability's bounds or readable pages;
  ///   ``ErrorNumber/nameTooLong`` if it has `limit` bytes or more.
  mutating func copyInString(
    _ capability: MachineCapability, limit: Int, for process: ProcessID
  ) throws(ErrorNumber) -> [UInt8] {
    var bytes: [UInt8] = []
    var next = capability
    while true {
      let inPage = 4096 - Int(next.address & 0xFFF)
      guard next.bounds.contain(byteAt: next.address) || !checksArguments else { throw .badAddress }
      let inBounds = checksArguments ? Int(min(next.bounds.top - UInt128(next.address), 4096)) : inPage
      let count = min(inPage, inBounds, limit - bytes.count)
      guard count > 0 else { throw .nameTooLong }
      let piece = try copyIn(next, byteCount: count, for: process)
      if let end = piece.firstIndex(of: 0) {
        bytes += piece[..<end]
        return copiesArguments ? bytes : try fetch(at: capability.address, byteCount: bytes.count)
      }
      bytes += piece
      next = next.advanced(by: count)
    }
  }

  /// Reads a capability as the process itself would load it: what is pending for the page is served, and the tag stays
  /// only where the pointer and the page let capabilities through.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func copyInCapability(
    _ pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) -> MachineCapability {
    guard pointer.address & 15 == 0 else { throw .badAddress }
    try prepare(pointer, byteCount: 16, .load, for: process)
    let loaded = storedCapability(at: pointer.address)
    guard loaded.tag else { return loaded }
    guard pointer.permits([Permission.loadCapability].mask) || !checksArguments,
      memory.pageTable.walk(page: pointer.address >> 12).loadPolicy != .strip
    else { return loaded.clearingTag() }
    try prepare(pointer, byteCount: 16, .loadCapability, for: process)
    return storedCapability(at: pointer.address)
  }

  /// Writes a capability as the process itself would store it.
  ///
  /// - Throws: ``ErrorNumber/badAddress``, and nothing was written then.
  mutating func copyOutCapability(
    _ capability: MachineCapability, to pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) {
    try prepareForCapability(capability, pointer, for: process)
    let frame = memory.pageTable.walk(page: pointer.address >> 12).frame
    machine.withMemory { $0.store(capability, frame: Int(frame), granule: Int(pointer.address & 0xFFF) / 16) }
  }

  /// Checks that a capability could be stored, as the process itself would store it.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func prepareForCapability(
    _ capability: MachineCapability, _ pointer: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) {
    guard pointer.address & 15 == 0 else { throw .badAddress }
    try prepare(pointer, byteCount: 16, .store, for: process)
    guard capability.tag else { return }
    try prepare(pointer, byteCount: 16, .storeCapability, for: process)
    guard
      capability.permits([Permission.global].mask) || pointer.permits([Permission.storeLocalCapability].mask)
        || !checksArguments
    else { throw .badAddress }
  }

  func storedCapability(at address: UInt64) -> MachineCapability {
    let frame = memory.pageTable.walk(page: address >> 12).frame
    return machine.memory.load(MachineCapability.self, frame: Int(frame), granule: Int(address & 0xFFF) / 16)
  }

  /// Reads an array of `struct iovec`: each the capability of a buffer and its length, in 32 bytes.
  ///
  /// - Throws: ``ErrorNumber/invalidArgument`` if there are more than 1024 or the lengths add up to too much;
  ///   ``ErrorNumber/badAddress``.
  mutating func copyInVector(
    _ pointer: MachineCapability, count: UInt64, for process: ProcessID
  ) throws(ErrorNumber) -> UserBuffers {
    guard count <= Self.longestVector else { throw .invalidArgument }
    try prepare(pointer, byteCount: Int(count) * 32, .load, for: process)
    var pieces: [UserBuffers.Piece] = []
    var left = Self.largestTransfer
    for index in 0..<Int(count) {
      let start = pointer.advanced(by: 32 * index)
      let buffer = try copyInCapability(start, for: process)
      let length = try copyIn(start.advanced(by: 16), byteCount: 8, for: process).littleEndian(at: 0, as: UInt64.self)
      guard length <= left else { throw .invalidArgument }
      left -= length
      pieces.append(.init(pointer: buffer, count: Int(length)))
    }
    return UserBuffers(pieces)
  }

  /// Whether what is passed by reference is used as it was when it was checked. Otherwise it is read again.
  var copiesArguments: Bool { configuration.isolation == .adversarial }

  /// Whether an argument is the null pointer.
  func isNull(_ pointer: MachineCapability) -> Bool { !pointer.tag && pointer.address == 0 }
}

/// Reading and writing through many buffers.
extension Kernel {
  /// Checks every buffer, as ``prepare(_:byteCount:_:for:)`` does.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func prepare(_ buffers: UserBuffers, _ access: PageAccess, for process: ProcessID) throws(ErrorNumber) {
    for piece in buffers.pieces { try prepare(piece.pointer, byteCount: piece.count, access, for: process) }
  }

  /// Reads the bytes of all buffers, which have been checked.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func copyIn(_ buffers: UserBuffers) throws(ErrorNumber) -> [UInt8] {
    reach(.argumentsChecked)
    var bytes: [UInt8] = []
    for piece in buffers.pieces {
      let part = try fetch(at: piece.pointer.address, byteCount: piece.count)
      if buffers.pieces.count == 1 { return part }
      bytes += part
    }
    return bytes
  }

  /// Writes bytes to the buffers, which have been checked, one after the other, as far as the bytes reach.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func copyOut(_ bytes: some RandomAccessCollection<UInt8>, to buffers: UserBuffers) throws(ErrorNumber) {
    reach(.argumentsChecked)
    var rest = bytes[...]
    for piece in buffers.pieces where !rest.isEmpty {
      let part = rest.prefix(piece.count)
      try deposit(part, at: piece.pointer.address)
      rest = rest.dropFirst(part.count)
    }
  }

  /// Moves the bytes of buffers, which have been checked, straight to a place of a file that is large enough.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func move(_ buffers: UserBuffers, to file: Int32, at offset: Int) throws(ErrorNumber) {
    reach(.argumentsChecked)
    var position = offset
    for piece in buffers.pieces {
      try forEachPiece(at: piece.pointer.address, byteCount: piece.count) { kernel, frame, offset, count in
        kernel.machine.memory.copy(
          byteCount: count, frame: frame, offset: offset, to: &kernel.files.system[bytes: file], at: position)
        position += count
        kernel.reach(.pieceTransferred)
      }
    }
  }
}

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
