/// What a mutant does.
struct MutantNote: Hashable, Sendable {
  /// The name by which it is switched on.
  var name: String
  /// What it does wrong.
  var summary: String

  init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }

  /// The rules of the specification that it breaks.
  var rules: [String] { BrokenRules.byMutant[name] ?? [] }
}
