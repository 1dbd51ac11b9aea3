/// Why talking RVFI-DII failed.
public enum RVFIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The other side sent something that the protocol does not have.
  case malformed(String)
  /// The connection failed.
  case channel(ChannelError)
  /// The address of the other side cannot be understood or reached.
  case address(String)

  /// What people read.
  public var description: String {
    switch self {
    case .malformed(let what): "the other side does not speak RVFI-DII: it sent \(what)"
    case .channel(let error): "\(error)"
    case .address(let reason): reason
    }
  }
}
