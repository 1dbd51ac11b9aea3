/// What a mutant does.
struct MutantNote: Hashable, Sendable {
  /// The name by which it is switched on.
  var name: String
  /// What it does wrong.
  var summary: String
  /// The rules of the specification that it breaks.
  var rules: [String]

  init(_ name: String, _ summary: String, breaks rules: [String]) {
    self.name = name
    self.summary = summary
    self.rules = rules
  }
}
