/// What was taken down about many cases.
public struct Statistics: Codable, Hashable, Sendable {
  /// How many cases were checked.
  public var cases = 0
  /// How many were discarded, by reason.
  public var discards: [String: Int] = [:]
  /// How many of the checked cases carry each label.
  public var labels: [String: Int] = [:]
  /// Counts by table, row and column.
  public var tables: [String: [String: [String: Int]]] = [:]

  /// Nothing yet.
  public init() {}

  /// How many cases were discarded for any reason.
  public var discarded: Int { discards.values.reduce(0, +) }

  /// Adds what was taken down elsewhere.
  public mutating func add(_ other: Statistics) {
    cases += other.cases
    discards.merge(other.discards, uniquingKeysWith: +)
    labels.merge(other.labels, uniquingKeysWith: +)
    for (table, rows) in other.tables {
      for (row, columns) in rows {
        tables[table, default: [:]][row, default: [:]].merge(columns, uniquingKeysWith: +)
      }
    }
  }
}
