/// Bytes that were written and not yet read.
struct Pipe<Byte: FileByte>: Hashable, Sendable {
  private(set) var bytes: [Byte] = []

  /// Rule ``posix.pipe.order``: A pipe gives its bytes in the order in which they were written, each once: as many as
  /// there are, but not more than were asked for.
  mutating func read(upTo count: Int) -> [Byte] {
    defer { bytes.removeFirst(min(count, bytes.count)) }
    return Array(bytes.prefix(count))
  }

  /// Writes bytes.
  mutating func write(_ written: [Byte]) { bytes += written }

  /// How many bytes of a write a pipe may take.
  ///
  /// Rule ``posix.pipe.capacity``: A pipe has room for at least PIPE_BUF bytes, which are 512. As long as what it holds
  /// and what is written are not more than that together, it takes a write as a whole.
  ///
  /// Rule ``posix.pipe.atomic``: A pipe takes a write of up to PIPE_BUF bytes as a whole, or the write would block.
  ///
  /// Rule ``posix.pipe.partial``: Of a longer write a pipe may take a part. It is at least as much as makes PIPE_BUF
  /// bytes with what the pipe holds; if that is nothing, the write takes one byte or more, or would block.
  func possibilities(ofWriting count: Int) -> Answer {
    let room = max(0, pipeBufferSize - bytes.count)
    if count <= room { return .count(count...count, or: nil) }
    if count <= pipeBufferSize { return .count(count...count, or: .wouldBlock) }
    return .count(max(1, room)...count, or: room == 0 ? .wouldBlock : nil)
  }
}

/// PIPE_BUF, in bytes: the least that POSIX permits.
let pipeBufferSize = 512
