/// Where a batch of cases came to an early end.
package struct Stop: Codable, Hashable, Sendable {
  /// The case.
  package var identifier: CaseIdentifier
  /// What came of it: a counterexample, or a break.
  package var outcome: Outcome

  /// The index of the case.
  package var index: Int { identifier.index }
}
