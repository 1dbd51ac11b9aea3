import ArgumentParser

/// `ufork bench capability`: capability arithmetic.
struct CapabilityBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capability",
    abstract: "Measures capability arithmetic in the cc128 format: operations per second on one core."
  )

  @Option(
    help: ArgumentHelp("Also write the figures to this file; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  func run() throws {
    let stopwatch = Stopwatch()
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try CapabilityBenchmark().measure(with: stopwatch)
    report.publish(json: json)
  }
}
