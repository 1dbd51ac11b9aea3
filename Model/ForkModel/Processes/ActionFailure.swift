import Architecture

/// Why an action is not done.
enum ActionFailure: Error, Hashable {
  /// Memory refuses the access, which ends the process.
  case refused(AccessRefusal)
  /// The call fails.
  case failed(ErrorNumber)
  /// The call fails in one of these ways, of which there is one at least.
  case failedOneOf([ErrorNumber])
  /// The call writes to a pipe that nobody can read any more.
  case brokenPipe
  /// The call would have to wait.
  case wouldBlock
  /// There is no such process to act, or the name of the child is in use.
  case skipped
}

/// What an action gives where it does not fail, and nil where it does: for rules in which a failure is one of the
/// cases.
func unlessItFails<Result>(_ body: () throws(ActionFailure) -> Result) -> Result? {
  do { return try body() } catch { return nil }
}
