/// What a mutant does.
struct MutantNote: Hashable, Sendable {
  /// The name by which it is switched on.
  var name: String
  /// What it does wrong.
  var summary: String
  /// What it is a mistake in.
  var group: String
  /// The rules that its doc comment names.
  var named: [String]

  init(_ name: String, _ summary: String, group: String, breaks rules: [String]) {
    self.name = name
    self.summary = summary
    self.group = group
    named = rules
  }

  /// The rules of the specification that it breaks: those that its doc comment names, and those of ``BrokenRules``.
  var rules: [String] {
    named + (BrokenRules.byMutant[name] ?? []).filter { !named.contains($0) }
  }
}
