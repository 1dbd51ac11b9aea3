import ArgumentParser

/// `ufork bench capability`: capability arithmetic.
struct CapabilityBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capability",
    abstract: "Measures capability arithmetic in the cc128 format: operations per second on one core."
  )

  @Option(help: "Also write the figures to this file.")
  var json: String?

  func run() throws {
    let stopwatch = Stopwatch()
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try CapabilityBenchmark().measure(with: stopwatch)
    try report.publish(json: json)
  }
}
