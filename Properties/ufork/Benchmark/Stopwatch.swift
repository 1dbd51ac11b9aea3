import Foundation

/// Times runs of a body and answers with medians.
///
/// What is counted is the time that the calling thread had the processor: on a host shared with others the wall clock
/// measures them as well.
struct Stopwatch {
  /// How often a body is timed; the median of so many is reported.
  var repetitions = 9

  /// Seconds that one run of a body takes, the median.
  func seconds(_ body: () throws -> Void) rethrows -> Double {
    try body()
    return median(try (0..<repetitions).map { _ in try Self.time(body) })
  }

  /// How often per second a body does what it does `count` times in one run, the median.
  func rate(of count: Int, _ body: () -> Void) -> Double {
    Double(count) / seconds(body)
  }

  /// Seconds of the first body over seconds of the second, run in turn so that both see the same host: the median.
  func ratio(_ first: () throws -> Void, over second: () throws -> Void) rethrows -> Double {
    try first()
    try second()
    return median(try (0..<repetitions).map { _ in try Self.time(first) / Self.time(second) })
  }

  /// Dependent additions per second: what a fixed loop reaches that neither cache nor parallelism can help.
  func calibration() -> Double {
    let rounds = 10_000_000
    return rate(of: 2 * rounds) {
      var (first, second) = (UInt64(truncatingIfNeeded: rounds), UInt64(1))
      for _ in 0..<rounds {
        first &+= second
        second &+= first
      }
      Sink.consume(second)
    }
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  private static func time(_ body: () throws -> Void) rethrows -> Double {
    let start = threadTime()
    try body()
    return threadTime() - start
  }

  /// Seconds that the calling thread has had the processor.
  static func threadTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// Where results go that only the clock is interested in, so that the compiler cannot leave them out.
enum Sink {
  @inline(never)
  @_optimize(none)
  static func consume(_ value: UInt64) {}
}
