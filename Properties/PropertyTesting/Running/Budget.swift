/// How much is checked.
public enum Budget: Codable, Hashable, Sendable {
  /// So many cases of each property. The same seed then gives the same cases and statistics, however many workers
  /// there are.
  case cases(Int)
  /// As many cases as fit into so many seconds, shared evenly among the properties.
  case seconds(Double)
}
