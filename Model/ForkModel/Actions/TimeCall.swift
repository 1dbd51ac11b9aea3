public import ExactIntegers

/// A system call that concerns time.
public enum TimeCall: Hashable, Sendable {
  /// Asks for the time of the monotonic clock, in nanoseconds.
  case clock
  /// Waits so long.
  case sleep(seconds: Integer, nanoseconds: Integer)
}
