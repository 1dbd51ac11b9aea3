/// What pages may be used for: the protection of `mmap` and `mprotect`.
public enum PageProtection: String, CaseIterable, Codable, Hashable, Sendable {
  case read
  case write
  case execute
}
