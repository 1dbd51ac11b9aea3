import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Connections over TCP.
public enum TCPSocket {
  /// Connects to a host.
  ///
  /// - Parameters:
  ///   - host: an IPv4 address such as `127.0.0.1`, or `localhost`.
  ///   - port: the port.
  ///   - timeout: how long connecting, and then each answer, may take.
  /// - Throws: ``ChannelError`` if nobody listens there.
  public static func connect(host: String, port: UInt16, timeout: Duration) throws(ChannelError) -> ByteChannel {
    let descriptor = try makeSocket()
    var address = try ipv4Address(host: host, port: port)
    // Connecting must not wait longer than the timeout either.
    var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
    if limit.tv_sec == 0 { limit.tv_sec = 1 }
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe systemConnect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let reason = Errno(rawValue: errno)
      try? FileDescriptor(rawValue: descriptor).close()
      throw .refused("cannot connect to \(host):\(port): \(reason)")
    }
    sendAtOnce(descriptor)
    return ByteChannel(socket: descriptor, timeout: timeout)
  }

  /// A port on 127.0.0.1 that connections are accepted at.
  public final class Listener: Sendable {
    private let descriptor: CInt
    /// The port.
    public let port: UInt16

    fileprivate init(descriptor: CInt, port: UInt16) {
      self.descriptor = descriptor
      self.port = port
    }

    deinit { try? FileDescriptor(rawValue: descriptor).close() }

    /// Waits for the next connection.
    ///
    /// - Parameter timeout: how long the other side may be silent once it has connected.
    public func accept(timeout: Duration) throws(ChannelError) -> ByteChannel {
      while true {
        let connection = systemAccept(descriptor, nil, nil)
        if connection >= 0 {
          sendAtOnce(connection)
          return ByteChannel(socket: connection, timeout: timeout)
        }
        let reason = Errno(rawValue: errno)
        guard reason == .interrupted || reason == .connectionAbort else { throw .refused("\(reason)") }
      }
    }
  }

  /// Begins to listen on 127.0.0.1.
  ///
  /// - Parameter port: the port; 0 for any that is free.
  /// - Throws: ``ChannelError`` if it is taken.
  public static func listen(port: UInt16) throws(ChannelError) -> Listener {
    let descriptor = try makeSocket()
    var on: CInt = 1
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
    var address = try ipv4Address(host: "127.0.0.1", port: port)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, size) == 0 && systemListen(descriptor) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isListening else {
      let reason = Errno(rawValue: errno)
      try? FileDescriptor(rawValue: descriptor).close()
      throw .refused("cannot listen on 127.0.0.1:\(port): \(reason)")
    }
    return Listener(descriptor: descriptor, port: UInt16(bigEndian: address.sin_port))
  }

  private static func makeSocket() throws(ChannelError) -> CInt {
    #if canImport(Glibc)
      let stream = CInt(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    guard descriptor >= 0 else { throw .refused("\(Errno(rawValue: errno))") }
    return descriptor
  }

  private static func ipv4Address(host: String, port: UInt16) throws(ChannelError) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let text = host == "localhost" ? "127.0.0.1" : host
    guard unsafe inet_pton(AF_INET, text, &address.sin_addr) == 1 else {
      throw .refused("“\(host)” is not an IPv4 address such as 127.0.0.1")
    }
    return address
  }

  /// Small packets that each wait for an answer must not be held back to be sent together.
  private static func sendAtOnce(_ descriptor: CInt) {
    var on: CInt = 1
    unsafe setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
  }
}

private func systemConnect(_ socket: CInt, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> CInt {
  unsafe connect(socket, address, size)
}

private func systemAccept(
  _ socket: CInt, _ address: UnsafeMutablePointer<sockaddr>?, _ size: UnsafeMutablePointer<socklen_t>?
) -> CInt {
  unsafe accept(socket, address, size)
}

private func systemListen(_ socket: CInt) -> CInt { listen(socket, SOMAXCONN) }
