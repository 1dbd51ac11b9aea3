extension PageTable {
  /// Marks the present state, to be returned to with ``restore(to:)`` as often as wanted.
  ///
  /// From now on every change is recorded, until ``discardMarks()``.
  public func mark() -> Int { state.pointee.journal.mark() }

  /// Returns to the state at a mark, in time proportional to what changed since; later marks become meaningless.
  public func restore(to mark: Int) {
    state.pointee.nodeCount += state.pointee.journal.undo(to: mark)
  }

  /// Forgets every mark and stops recording.
  public func discardMarks() { state.pointee.journal.discardAll() }
}
