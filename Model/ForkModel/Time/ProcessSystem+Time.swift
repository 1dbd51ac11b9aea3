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
  func possibilities(ofSleeping seconds: Integer, nanoseconds: Integer) throws(ActionFailure) -> Answer {
    guard (0..<nanosecondsOfSecond).contains(nanoseconds) else { throw .failed(.invalidArgument) }
    return seconds < 0 ? .oneOf([.failed(.invalidArgument), .done]) : .done
  }

  /// Lets time pass as long as a process has slept.
  mutating func pass(seconds: Integer, nanoseconds: Integer) {
    if seconds >= 0 { time += seconds * nanosecondsOfSecond + nanoseconds }
  }
}

private let nanosecondsOfSecond: Integer = 1_000_000_000
