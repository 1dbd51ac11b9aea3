/// Bytes that have come and that nobody has taken yet.
struct ReceivedBytes {
  private var bytes: [UInt8] = []
  /// How many of them are known to be no line feeds.
  private var searched = 0

  mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

  /// Takes exactly so many bytes; `nil` if there are not so many yet.
  mutating func take(_ count: Int) -> [UInt8]? {
    guard bytes.count >= count else { return nil }
    defer {
      bytes.removeFirst(count)
      searched = 0
    }
    return Array(bytes.prefix(count))
  }

  /// Takes the next line without its line feed; `nil` if it is not complete yet.
  ///
  /// - Throws: ``ChannelError/flood(limit:)`` once it is longer than any message may be.
  mutating func takeLine() throws(ChannelError) -> [UInt8]? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      if searched > ByteChannel.messageLimit { throw .flood(limit: ByteChannel.messageLimit) }
      return nil
    }
    return take(end + 1)?.dropLast()
  }
}
