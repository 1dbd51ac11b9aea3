/// What the offset of a seek counts from.
public enum SeekOrigin: String, CaseIterable, Codable, Hashable, Sendable {
  case start
  case current
  case end
}
