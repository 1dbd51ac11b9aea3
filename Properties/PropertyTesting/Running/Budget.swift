/// How much is checked.
public enum Budget: Hashable, Sendable {
  /// So many cases of each property. The same seed then gives the same cases and statistics, however many workers
  /// there are.
  case cases(Int)
  /// As many cases as fit into so many seconds. Each property first gets a few times the cases it needs, as far as
  /// there is time; the rest of the time is shared evenly.
  case seconds(Double)
}
