/// Where a batch of cases came to an early end.
package struct Stop: Codable, Hashable, Sendable {
  /// The index of the case.
  package var index: Int
  /// What came of it: a counterexample, or a break.
  package var outcome: Outcome
}
