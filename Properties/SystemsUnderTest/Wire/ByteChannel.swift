import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes to and from another process through a stream socket, with a limit to every wait.
///
/// The channel owns its socket and closes it at its end. Sending to a side that has gone raises no `SIGPIPE`: it is
/// ``ChannelError/closed``.
public struct ByteChannel: ~Copyable {
  private let socket: FileDescriptor
  private let timeout: Duration
  private var received = ReceivedBytes()

  /// The longest message, in bytes, that is accepted.
  public static let messageLimit = 16 << 20

  /// Takes over a connected stream socket.
  ///
  /// - Parameter timeout: how long the other side may be silent.
  public init(socket: CInt, timeout: Duration) {
    self.socket = FileDescriptor(rawValue: socket)
    self.timeout = timeout
    #if canImport(Darwin)
      var on: CInt = 1
      unsafe setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<CInt>.size))
    #endif
  }

  deinit { try? socket.close() }

  /// Sends bytes.
  public func send(_ bytes: some Sequence<UInt8>) throws(ChannelError) {
    var rest = Array(bytes)[...]
    let deadline = ContinuousClock.now + timeout
    while !rest.isEmpty {
      try wait(for: CShort(POLLOUT), until: deadline)
      let chunk = rest.prefix(Self.chunk)
      let written = unsafe chunk.withUnsafeBytes {
        unsafe systemSend(socket.rawValue, $0.baseAddress, $0.count, Self.sendFlags)
      }
      if written < 0 { throw Self.error(Errno(rawValue: errno)) }
      rest = rest.dropFirst(written)
    }
  }

  /// Receives exactly `count` bytes.
  public mutating func receive(_ count: Int) throws(ChannelError) -> [UInt8] {
    let deadline = ContinuousClock.now + timeout
    while true {
      if let message = received.take(count) { return message }
      try receiveMore(until: deadline)
    }
  }

  /// Receives up to the next line feed, which is dropped.
  public mutating func receiveLine() throws(ChannelError) -> [UInt8] {
    let deadline = ContinuousClock.now + timeout
    while true {
      if let line = try received.takeLine() { return line }
      try receiveMore(until: deadline)
    }
  }

  /// How many bytes one system call sends at most, so that a socket which is ready takes them without waiting.
  private static let chunk = 4096
  /// How many bytes one system call receives at most.
  private static let room = 65_536

  #if canImport(Darwin)
    private static let sendFlags: CInt = 0
  #else
    private static let sendFlags = CInt(MSG_NOSIGNAL)
  #endif

  private mutating func receiveMore(until deadline: ContinuousClock.Instant) throws(ChannelError) {
    try wait(for: CShort(POLLIN), until: deadline)
    var buffer = [UInt8](repeating: 0, count: Self.room)
    let count: Int
    do {
      count = try unsafe buffer.withUnsafeMutableBytes { try unsafe socket.read(into: $0) }
    } catch {
      throw Self.error(error)
    }
    if count == 0 { throw .closed }
    received.append(buffer.prefix(count))
  }

  /// Waits until the socket is ready, or has been closed by the other side.
  private func wait(for events: CShort, until deadline: ContinuousClock.Instant) throws(ChannelError) {
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero else { throw .silent(seconds: timeout / .seconds(1)) }
      var request = pollfd(fd: socket.rawValue, events: events, revents: 0)
      let milliseconds = CInt(clamping: Int64(left / .milliseconds(1)) + 1)
      if unsafe poll(&request, 1, milliseconds) > 0 { return }
    }
  }

  private static func error(_ error: any Error) -> ChannelError {
    switch error as? Errno {
    case .brokenPipe, .connectionReset: .closed
    default: .refused("\(error)")
    }
  }
}

/// `send(2)`, which ``ByteChannel/send(_:)`` hides.
private func systemSend(_ socket: CInt, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: CInt) -> Int {
  unsafe send(socket, bytes, count, flags)
}

/// Why talking to somebody else's subject ended.
public enum ChannelError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing came, or nothing was taken, for this many seconds.
  case silent(seconds: Double)
  /// The other side closed the connection, or its process ended.
  case closed
  /// The other side sent more than this many bytes without ending its message.
  case flood(limit: Int)
  /// The operating system refused, with its reason.
  case refused(String)

  /// What people read.
  public var description: String {
    switch self {
    case .silent(let seconds): "the other side was silent for \(seconds) s"
    case .closed: "the other side closed the connection"
    case .flood(let limit): "the other side sent more than \(limit) bytes without ending its message"
    case .refused(let reason): reason
    }
  }
}

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
