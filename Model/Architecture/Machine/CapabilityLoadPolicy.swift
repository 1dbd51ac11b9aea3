/// What a page does to a load of a tagged capability.
public enum CapabilityLoadPolicy: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// The capability is loaded with its tag.
  case allow
  /// The capability is loaded without its tag.
  case strip
  /// The load raises ``ExceptionCause/capabilityLoadPageFault``.
  case fault
}
