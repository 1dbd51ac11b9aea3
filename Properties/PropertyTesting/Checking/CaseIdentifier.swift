/// Which case of a run, and which variant of it.
package struct CaseIdentifier: Codable, Hashable, Sendable {
  /// The index of the case.
  package var index: Int
  /// 0 for the case as it comes from its seed; more for the variants of a ``Climb``.
  package var variant = 0

  package init(index: Int, variant: Int = 0) {
    self.index = index
    self.variant = variant
  }
}
