import Emulator
import Foundation
import PropertyTesting

/// The words in which a run is reported.
enum ReportText {
  /// What was found out about each property, a summary, and what to do next.
  static func lines(_ report: RunReport, subject: SubjectOptions) -> [String] {
    let width = report.properties.map(\.profile.name.count).max() ?? 0
    var lines: [String] = []
    for property in report.properties where !isLeft(property, in: report) {
      lines.append(line(property, width: width))
      if case .inconclusive(let shortfalls) = property.conclusion {
        lines += shortfalls.map { "      \($0)" }
      }
      let labels = self.labels(property.statistics)
      if !labels.isEmpty { lines.append(labels.wrapped(indentation: 6)) }
    }
    lines += ["", summary(report)]
    if let suggestion = suggestion(report, subject: subject) { lines += ["", suggestion] }
    return lines
  }

  /// One line that says how far a run is.
  static func progress(_ snapshot: RunSnapshot) -> String {
    let cases = snapshot.properties.reduce(0) { $0 + $1.cases }
    let rate = Int(Double(cases) / max(snapshot.seconds, 0.001))
    var parts = ["\(cases.grouped) cases", "\(rate.grouped)/s"]
    switch snapshot.configuration.budget {
    case .seconds(let budget): parts.insert("\(Int(max(0, budget - snapshot.seconds).rounded(.up))) s left", at: 0)
    case .cases(let count):
      let total = count * snapshot.properties.count
      parts.insert("\(total == 0 ? 100 : cases * 100 / total) %", at: 0)
    }
    let failing = snapshot.properties.count { if case .fails? = $0.conclusion { true } else { false } }
    if failing > 0 { parts.append("\(failing) failing") }
    if let shrinking = snapshot.properties.first(where: \.isShrinking) { parts.append("shortening \(shrinking.name)") }
    return parts.joined(separator: " · ")
  }

  /// Whether a property was left before its end, because another had failed.
  private static func isLeft(_ property: PropertyReport, in report: RunReport) -> Bool {
    property.conclusion == .unfinished && report.exitCode == 1
  }

  private static func line(_ property: PropertyReport, width: Int) -> String {
    let name = property.profile.name.padded(to: width)
    let cases = counted(property.statistics.cases, "case", "cases")
    let discarded = property.statistics.discarded
    let details = cases + (discarded == 0 ? "" : ", \(discarded.grouped) discarded")
    switch property.conclusion {
    case .holds: return "  ✓ \(name)  \(details)"
    case .fails: return "  ✗ \(name)  \(details), fails"
    case .inconclusive: return "  ? \(name)  \(details), inconclusive:"
    case .breaks(let reason): return "  ! \(name)  \(details), could not be checked: \(beginning(of: reason))"
    case .flaky(let reason): return "  ~ \(name)  \(details), flaky: \(reason)"
    case .unfinished: return "  · \(name)  \(details), not finished"
    }
  }

  /// The first line of a reason, which was told in full when it came up.
  private static func beginning(of reason: String) -> String {
    let line = reason.prefix { !$0.isNewline }
    return line.count > 200 ? line.prefix(200) + "…" : line + (line.endIndex == reason.endIndex ? "" : " …")
  }

  /// The labels with their shares, the most frequent first.
  private static func labels(_ statistics: Statistics) -> String {
    let sorted = statistics.labels.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(8).map { label, count in
      "\(label) \(percent(count, of: statistics.cases))".replacing(" ", with: "\u{A0}")
    }.joined(separator: " · ") + (sorted.count > 8 ? " · …" : "")
  }

  private static func percent(_ count: Int, of total: Int) -> String {
    let share = Double(count) / Double(max(total, 1)) * 100
    if share >= 10 || count == 0 { return "\(Int(share.rounded())) %" }
    return share >= 0.1 ? "\((share * 10).rounded() / 10) %" : "under 0.1 %"
  }

  private static func summary(_ report: RunReport) -> String {
    var (hold, fail, open, broken, flaky, left) = (0, 0, 0, 0, 0, 0)
    for property in report.properties {
      switch property.conclusion {
      case .holds: hold += 1
      case .fails: fail += 1
      case .inconclusive: open += 1
      case .breaks: broken += 1
      case .flaky: flaky += 1
      case .unfinished: left += 1
      }
    }
    let verdicts = [
      (hold, hold == 1 ? "holds" : "hold"), (fail, fail == 1 ? "fails" : "fail"),
      (open, open == 1 ? "is inconclusive" : "are inconclusive"), (broken, "could not be checked"),
      (flaky, flaky == 1 ? "is flaky" : "are flaky"),
      (left, "left unfinished"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let cases = report.properties.reduce(0) { $0 + $1.statistics.cases }
    let time = "\((report.seconds * 10).rounded() / 10) s"
    return
      "\(report.isInterrupted ? "Interrupted. " : "")\(counted(report.properties.count, "property", "properties")): "
      + "\(verdicts). \(counted(cases, "case", "cases")) in \(time), seed \(report.configuration.seed)."
  }

  /// Mistakes that a newcomer understands from their counterexamples.
  private static let instructive = [
    "relocation-edge-exclusive", "grandchild-fault-skips-copy", "load-barrier-dropped",
  ]

  private static func suggestion(_ report: RunReport, subject: SubjectOptions) -> String? {
    guard !report.isInterrupted, report.exitCode == 0 else { return nil }
    if let mutant = subject.mutant { return "No property noticed the mutant \(mutant)." }
    let isOurs = subject.own.subject == SubjectName.implementation.rawValue && subject.kernel.kernelCommand == nil
    guard isOurs, subject.machine.machineAt == nil else { return nil }
    let mutant = instructive[Int(report.configuration.seed % UInt64(instructive.count))]
    return "Does it notice mistakes? Put one in:\n  make mutant NAME=\(mutant)"
  }
}

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
