import Foundation

/// The figures of one benchmark run, and the speed of the host at that time.
struct BenchmarkReport: Codable {
  /// One figure.
  struct Measurement: Codable {
    /// What was measured, such as `capability.decode`.
    var name: String
    /// The median.
    var value: Double
    /// What it counts, such as `operations/s`.
    var unit: String
  }

  /// Dependent additions per second, the median: divides out the speed of the host.
  var calibration: Double
  var measurements: [Measurement] = []

  /// Prints the figures, one a line, and writes them to a file if there is one.
  func publish(json file: OutputFile?) {
    print(row("calibration", calibration, "additions/s"))
    for measurement in measurements { print(row(measurement.name, measurement.value, measurement.unit)) }
    file?.write(json: Report("bench", of: SystemUnderTest(name: "the implementation of ufork"), self))
  }

  private func row(_ name: String, _ value: Double, _ unit: String) -> String {
    let padded = name.padding(toLength: max(name.count, 36), withPad: " ", startingAt: 0)
    return "\(padded) \(Self.short(value)) \(unit)"
  }

  /// Three digits, with the prefix that suits them.
  private static func short(_ value: Double) -> String {
    let scales: [(Double, String)] = [
      (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"),
    ]
    guard value >= 0.01, value < 1000 else {
      let (scale, prefix) = scales.first { value >= $0.0 } ?? (1, "")
      return String(format: "%8.1f %@", value / scale, prefix)
    }
    return String(format: "%8.3f  ", value)
  }
}

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
