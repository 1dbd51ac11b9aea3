/// What a page does to a store of a tagged capability.
public enum CapabilityStorePolicy: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// The capability is stored with its tag.
  case allow
  /// The store raises ``ExceptionCause/capabilityStorePageFault``.
  case fault
}
