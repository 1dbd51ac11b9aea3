import ArgumentParser

/// `ufork bench machine`: the interpreter.
struct MachineBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine",
    abstract:
      "Measures the emulated machine: instructions per second on one core, in capability mode under a page table."
  )

  @Option(help: "Also write the figures to this file.")
  var json: String?

  func run() throws {
    let stopwatch = Stopwatch()
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try MachineBenchmark().measure(with: stopwatch)
    try report.publish(json: json)
  }
}
