/// What a file is opened for.
public enum FileAccess: String, CaseIterable, Codable, Hashable, Sendable {
  case readOnly
  case writeOnly
  case readWrite
}
