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
