import Subprocess

/// Reads the output of a process line by line.
struct LineReader {
  private var buffers: SubprocessOutputSequence.Iterator
  private var bytes: [UInt8] = []
  private var searched = 0

  init(_ output: SubprocessOutputSequence) {
    buffers = output.makeAsyncIterator()
  }

  /// The next line without its end, or `nil` if the output ends before one is complete.
  mutating func next() async throws -> [UInt8]? {
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer {
          bytes.removeSubrange(...end)
          searched = 0
        }
        return Array(bytes[..<end])
      }
      searched = bytes.count
      guard let buffer = try await buffers.next() else { return nil }
      unsafe buffer.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
  }
}
