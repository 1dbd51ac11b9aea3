/// How many bytes a data access moves.
public enum AccessWidth: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case byte = 1
  case half = 2
  case word = 4
  case double = 8
}
