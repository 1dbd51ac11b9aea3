import Architecture
import ExactIntegers

/// The time.
extension ProcessSystem {
  /// Rule ``posix.clock``: The monotonic clock is the same for all processes, and never tells less than it has told
  /// before. How much time passes between two steps is not determined.
  ///
  /// Rule ``posix.sleep``: nanosleep lets as much time pass as it is asked for, or more.
  ///
  /// Rule ``posix.sleep.invalid``: nanosleep fails with EINVAL if the nanoseconds are not at least 0 and less than a
  /// second. For a negative number of seconds it fails so, too, or returns at once.
  func answer(_ call: TimeCall) throws(ActionFailure) -> Answer {
    switch call {
    case .clock: return .atLeast(time)
    case .sleep(let seconds, let nanoseconds):
      guard (0..<nanosecondsOfSecond).contains(nanoseconds) else { throw .failed(.invalidArgument) }
      return seconds < 0 ? .oneOf([.failed(.invalidArgument), .done]) : .done
    }
  }

  /// Lets time pass as it did according to an outcome.
  mutating func follow(_ call: TimeCall, to outcome: Outcome) {
    switch call {
    case .clock: if case .value(let now) = outcome { time = now }
    case .sleep(let seconds, let nanoseconds):
      if outcome == .done && seconds >= 0 { time += seconds * nanosecondsOfSecond + nanoseconds }
    }
  }
}

private let nanosecondsOfSecond: Integer = 1_000_000_000
