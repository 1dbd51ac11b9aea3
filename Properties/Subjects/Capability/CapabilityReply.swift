public import Architecture

/// A subject's answer to a ``CapabilityOperation``.
public enum CapabilityReply: Codable, Hashable, Sendable {
  case capability(CapabilityBits)
  /// The result of setting bounds, and whether the requested bounds were met exactly.
  case bounded(CapabilityBits, exact: Bool)
  case inspection(CapabilityInspection)
  case integer(UInt64)
  case boolean(Bool)
  /// The subject's format has no such operation.
  case unsupported
}
