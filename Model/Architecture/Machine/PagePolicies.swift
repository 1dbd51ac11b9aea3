/// What a page does to a load of a tagged capability.
public enum CapabilityLoadPolicy: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// The capability is loaded with its tag.
  case allow
  /// The capability is loaded without its tag.
  case strip
  /// The load raises ``ExceptionCause/capabilityLoadPageFault``.
  case fault
}

/// What a page does to a store of a tagged capability.
public enum CapabilityStorePolicy: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// The capability is stored with its tag.
  case allow
  /// The store raises ``ExceptionCause/capabilityStorePageFault``.
  case fault
}
