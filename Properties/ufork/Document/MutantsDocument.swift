/// The kill matrix as a document: every mutant, and what noticed it.
enum MutantsDocument {
  /// The document in Markdown.
  static func text(_ matrix: KillMatrix) -> String {
    (introduction(matrix) + groups(matrix) + prototype(matrix) + properties(matrix)).joined(separator: "\n") + "\n"
  }

  private static func introduction(_ matrix: KillMatrix) -> [String] {
    let text = """
      # Mutants

      A mutant is a deliberate mistake in the capabilities, the emulator or the kernel, which is switched on by its name.
      It shows that the properties notice such a mistake: `ufork check --mutant NAME` finds and explains a counterexample,
      `ufork explain NAME` says which rules it breaks, and `ufork mutants` tries them all and fails if one survives, or if
      a property notices none. The ordinary build pays nothing for them: where it is hot, code is generic over the set of
      mistakes and specialised for the empty one.

      Each mutant gets five seconds at most: the properties of what it is a mistake in, with most of the time for those
      that exercise a rule which it breaks; then all others, if those notice nothing. Where it was noticed, the others go
      on for three seconds, and the first counterexample is shortened. A mutant is *killed* by a property that fails; it
      *crashed* or *timed out* if the code under test does not live to tell.

      This document shows one run, and was made of it by `ufork document --matrix FILE`:

          \(matrix.command.joined(separator: " "))

      On \(matrix.machine):

      """
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + KillMatrixText.conclusion(matrix).map { "* \($0)" }
      + ["", "A step is a line of the counterexample; the first line of most says how things begin.", ""]
  }

  /// The mutants, group by group, each with the property that noticed it first.
  private static func groups(_ matrix: KillMatrix) -> [String] {
    var lines: [String] = []
    var group = ""
    for note in MutantNote.all {
      guard let row = matrix.rows.first(where: { $0.mutant == note.name }) else { continue }
      if note.group != group {
        group = note.group
        lines += [
          "## \(group)", "", "| mutant | what is wrong | | noticed first by | cases | after | steps | shortened in |",
          "|---|---|---|---|--:|--:|--:|--:|",
        ]
      }
      lines.append(line(row, note))
      if note == MutantNote.all.last(where: { $0.group == group }) { lines.append("") }
    }
    return lines
  }

  private static func line(_ row: KillMatrix.Row, _ note: MutantNote) -> String {
    let head = "| `\(row.mutant)` | \(note.summary) | \(row.result.rawValue) |"
    guard let first = row.shortened ?? row.noticing.first else { return head + " | | | | |" }
    let steps = first.steps.map { "\($0.count)" } ?? ""
    let shortening = first.shrinking.map { KillMatrixText.seconds($0.seconds) } ?? ""
    let effort = "\(first.cases.grouped) | \(KillMatrixText.seconds(first.seconds))"
    return head + " `\(first.property)` | \(effort) | \(steps) | \(shortening) |"
  }

  /// The mistakes that were met elsewhere.
  private static func prototype(_ matrix: KillMatrix) -> [String] {
    var lines = [
      "## Mistakes of a research prototype",
      "",
      "These were met in a public prototype of fork in a single address space. Each was tried as the mutant that is named,",
      "and caught by the property beside it, among others.",
      "",
    ]
    for group in PrototypeMistakes.groups {
      lines += ["### \(group.title)", "", "| mistake | mutant | caught by |", "|---|---|---|"]
      for name in group.mutants {
        let summary = MutantNote.all.first { $0.name == name }?.summary ?? ""
        let row = matrix.rows.first { $0.mutant == name }
        let property = (row?.shortened ?? row?.noticing.first).map { "`\($0.property)`" } ?? "nothing"
        lines.append("| \(summary) | `\(name)` | \(property) |")
      }
      lines.append("")
    }
    return lines
  }

  /// What each property is good for.
  private static func properties(_ matrix: KillMatrix) -> [String] {
    let cells = matrix.rows.flatMap(\.cells)
    let names = Set(cells.map(\.property)).sorted()
    return [
      "## Properties",
      "",
      "How many of the mutants that it was tried with each property notices. The laws of the Model are not among them:",
      "they speak of the Model alone, and the tests hold a false law against each.",
      "",
      "| property | noticed | of |",
      "|---|--:|--:|",
    ]
      + names.map { name in
        let own = cells.filter { $0.property == name }
        return "| `\(name)` | \(own.count(where: \.result.isNoticed)) | \(own.count) |"
      }
  }
}
