import SystemPackage

/// The lines of a file, a pipe or a terminal, as they come.
struct LineInput {
  private let descriptor: FileDescriptor
  private var received = ReceivedBytes()

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// The next line without its line feed; `nil` at the end of the input. What follows the last line feed is no line.
  mutating func next() throws(ChannelError) -> [UInt8]? {
    while true {
      if let line = try received.takeLine() { return line }
      guard try readMore() else { return nil }
    }
  }

  /// - Returns: whether there was anything to read.
  private mutating func readMore() throws(ChannelError) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    do {
      let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe descriptor.read(into: $0) }
      received.append(buffer.prefix(count))
      return count > 0
    } catch {
      throw .refused("\(error)")
    }
  }
}
