/// Something that happened in a run.
package enum RunEvent: Sendable {
  /// A counterexample of a former run was checked again; what came of it.
  case replayed(Counterexample, Outcome)
  /// A property was decided before the end of the run.
  case concluded(PropertyProfile, Conclusion)
}
