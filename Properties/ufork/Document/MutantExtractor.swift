/// Reads what each mutant does, and the rules that it names, out of the doc comments of the enumeration.
enum MutantExtractor {
  /// Where the mutants are enumerated.
  static let file = "Implementation/Emulator/Mutation.swift"

  /// The mutants of the file's text, in its order.
  static func mutants(of text: String) -> [MutantNote] {
    var mutants: [MutantNote] = []
    var group = ""
    var comment: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let content = DocComment.content(of: line) {
        comment.append(content)
        continue
      }
      if let match = line.wholeMatch(of: /\s*case ([a-zA-Z0-9]+)/) {
        let summary = comment.joined(separator: " ")
        let rules = summary.matches(of: /``([A-Za-z0-9.\-]+)``/).map { String($0.1) }
        let note = MutantNote(hyphenated(match.1), summary.replacing("``", with: "`"), group: group, breaks: rules)
        mutants.append(note)
      }
      if let match = line.wholeMatch(of: /\s*\/\/ MARK: (.*)/) { group = String(match.1) }
      comment = []
    }
    return mutants
  }

  private static func hyphenated(_ name: Substring) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
  }
}
