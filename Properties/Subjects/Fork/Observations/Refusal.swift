/// Why an access ended the process that made it.
public enum Refusal: String, CaseIterable, Codable, Hashable, Sendable {
  /// The pointer has no tag, is sealed, lacks a permission, or does not reach that far (SIGPROT on CheriBSD).
  case capability
  /// The page is not mapped for that access (SIGSEGV).
  case page
  /// The address is misaligned for a capability (SIGBUS).
  case alignment
  /// The page lies beyond the end of the shared memory object that it was mapped from (SIGBUS).
  case beyondObject
}
