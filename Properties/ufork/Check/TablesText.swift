import PropertyTesting

/// The tables that properties have filled, in words: what became of each instruction, each call, each access.
enum TablesText {
  /// All tables, those of the same name of several properties added up.
  ///
  /// - Parameter only: the name of the table to show; all unless told.
  static func lines(_ report: RunReport, only: String? = nil) -> [String] {
    var all = Statistics()
    for property in report.properties { all.add(property.statistics) }
    return all.tables.filter { only == nil || $0.key == only }.sorted { $0.key < $1.key }.flatMap { name, rows in
      [name] + table(rows) + [""]
    }
  }

  /// Rows by name, the most frequent column first.
  private static func table(_ rows: [String: [String: Int]]) -> [String] {
    let totals = rows.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let columns = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let width = rows.keys.map(\.count).max() ?? 0
    let widths = columns.map { max($0.count, (totals[$0] ?? 0).grouped.count) + 2 }
    func line(_ head: String, _ cells: [String]) -> String {
      "  " + head.padded(to: width)
        + zip(cells, widths).map { cell, width in
          String(repeating: " ", count: max(0, width - cell.count)) + cell
        }.joined()
    }
    let body = rows.sorted { $0.key < $1.key }.map { name, row in
      line(name, columns.map { column in row[column].map(\.grouped) ?? "–" })
    }
    return [line("", columns)] + body
  }
}
