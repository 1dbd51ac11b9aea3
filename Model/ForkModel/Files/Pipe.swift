/// Bytes that were written and not yet read.
struct Pipe<Byte: FileByte>: Hashable, Sendable {
  private(set) var bytes: [Byte] = []

  /// Rule ``posix.pipe.order``: A pipe gives its bytes in the order in which they were written, each once: as many as there are,
  /// but not more than were asked for.
  mutating func read(upTo count: Int) -> [Byte] {
    defer { bytes.removeFirst(min(count, bytes.count)) }
    return Array(bytes.prefix(count))
  }

  /// Writes bytes.
  mutating func write(_ written: [Byte]) { bytes += written }

  /// How many bytes of a write a pipe may take.
  ///
  /// Rule ``posix.pipe.capacity``: A pipe has room for PIPE_BUF bytes, which are 512, or for more. While its bytes and those of a
  /// write are not more than PIPE_BUF together, it takes them all.
  ///
  /// Rule ``posix.pipe.atomic``: A write of PIPE_BUF bytes or less is taken as a whole or would block.
  ///
  /// Rule ``posix.pipe.partial``: Of a longer write the pipe may take a part, at least what fits into PIPE_BUF. If not even one
  /// byte has to fit, the write may block.
  func possibilities(ofWriting count: Int) -> Answer {
    let room = max(0, pipeBufferSize - bytes.count)
    if count <= room { return .count(count...count, or: nil) }
    if count <= pipeBufferSize { return .count(count...count, or: .wouldBlock) }
    return .count(max(1, room)...count, or: room == 0 ? .wouldBlock : nil)
  }
}

/// PIPE_BUF, in bytes: the least that POSIX permits.
private let pipeBufferSize = 512
