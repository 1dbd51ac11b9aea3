import Book

/// The kill matrix as a document: every mutant, and what noticed it.
enum MutantsDocument {
  /// The document in Markdown.
  static func text(_ matrix: KillMatrix, _ mutants: [MutantFile]) -> String {
    (introduction(matrix) + groups(matrix, mutants) + elsewhere(matrix, mutants) + properties(matrix)).joined(
      separator: "\n") + "\n"
  }

  private static func introduction(_ matrix: KillMatrix) -> [String] {
    let text = """
      # Mutants

      A mutant is a mistake put into a copy of the Implementation: a file of `Tests/Mutants`, which says what it changes,
      which rules it breaks, and which property is expected to catch it. It shows that the properties notice such a
      mistake. `make mutants` builds the copy with all of them, each behind a switch, tries them all and fails if one
      survives, if the property that its file names does not notice it, or if a property notices none; `make mutant
      NAME=…` finds and explains a counterexample, and `ufork explain NAME` says which rules it breaks. The product itself
      contains none.

      Each mutant gets as long as `--budget` says at most: the properties of what it is a mistake in, with most of the
      time for those that exercise a rule which it breaks; then all others, if those notice nothing. Where it was
      noticed, the others go on for as long as `--rest` says, three seconds unless told, and the first counterexample is
      shortened. A mutant is *killed* by a property that fails; it *crashed* or *timed out* if the code under test does
      not live to tell.

      This document shows one run, and was made of it by `ufork document --matrix FILE`:

          \(matrix.command.joined(separator: " "))

      On \(matrix.machine):

      """
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + KillMatrixText.conclusion(matrix).map { "* \($0)" }
      + ["", "A step is a line of the counterexample; the first line of most says how things begin.", ""]
  }

  /// The mutants, group by group, each with the property that noticed it first.
  private static func groups(_ matrix: KillMatrix, _ mutants: [MutantFile]) -> [String] {
    let groups = Dictionary(grouping: mutants, by: group).sorted { $0.key < $1.key }
    return groups.flatMap { group, mutants in
      [
        "## \(group)", "", "| mutant | what is wrong | | noticed first by | cases | after | steps | shortened in |",
        "|---|---|---|---|--:|--:|--:|--:|",
      ]
        + mutants.compactMap { mutant in
          matrix.rows.first { $0.mutant == mutant.name }.map { line($0, mutant) }
        } + [""]
    }
  }

  /// What a mutant is a mistake in: the folder of the first file that it changes.
  private static func group(_ mutant: MutantFile) -> String {
    mutant.file.split(separator: "/").dropFirst().dropLast().joined(separator: ": ")
  }

  private static func line(_ row: KillMatrix.Row, _ mutant: MutantFile) -> String {
    let head = "| `\(row.mutant)` | \(mutant.sentence) | \(row.result.rawValue) |"
    guard let first = row.shortened ?? row.noticing.first else { return head + " | | | | |" }
    let steps = first.steps.map { "\($0.count)" } ?? ""
    let shortening = first.shrinking.map { KillMatrixText.seconds($0.seconds) } ?? ""
    let effort = "\(first.cases.grouped) | \(KillMatrixText.seconds(first.seconds))"
    return head + " `\(first.property)` | \(effort) | \(steps) | \(shortening) |"
  }

  /// The mistakes that were met elsewhere, by where.
  private static func elsewhere(_ matrix: KillMatrix, _ mutants: [MutantFile]) -> [String] {
    let groups = Dictionary(grouping: mutants.filter { $0.origin != "this suite" }, by: \.origin)
    return ["## Mistakes that were met elsewhere", ""]
      + groups.sorted { $0.key < $1.key }.flatMap { origin, mutants in
        let title = origin.prefix(1).uppercased() + origin.dropFirst()
        return ["### \(title)", "", "| mistake | mutant | caught by |", "|---|---|---|"]
          + mutants.map { mutant in
            let row = matrix.rows.first { $0.mutant == mutant.name }
            let property = (row?.shortened ?? row?.noticing.first).map { "`\($0.property)`" } ?? "nothing"
            return "| \(mutant.sentence) | `\(mutant.name)` | \(property) |"
          } + [""]
      }
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
