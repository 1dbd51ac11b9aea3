/// A case that violates a guarantee, as short as could be found.
public struct Counterexample: Hashable, Sendable {
  /// The property that it is a case of.
  public var property: String
  /// The seed of the run that found it.
  public var seed: UInt64
  /// The index of the case that it was shortened from.
  public var index: Int
  /// How it goes wrong.
  public var outcome: Outcome
  /// The choices behind it.
  public var choices: [UInt64]
  /// The case as JSON.
  public var testCase: String
  /// The case for people, one step a line.
  public var steps: [String]
  /// How far the shortening got.
  public var shrinking: ShrinkSummary
  /// Whether it went wrong again when it was checked a second time.
  public var isReproducible: Bool

  package init(
    property: String, seed: UInt64, index: Int, outcome: Outcome, choices: [UInt64], testCase: String,
    steps: [String], shrinking: ShrinkSummary, isReproducible: Bool
  ) {
    self.property = property
    self.seed = seed
    self.index = index
    self.outcome = outcome
    self.choices = choices
    self.testCase = testCase
    self.steps = steps
    self.shrinking = shrinking
    self.isReproducible = isReproducible
  }
}
