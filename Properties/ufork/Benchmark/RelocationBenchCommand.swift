import ArgumentParser

/// `ufork bench relocation`: copying and relocating frames.
struct RelocationBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relocation",
    abstract: "Measures the copying and relocating of frames, beside this host's own memcpy."
  )

  @Option(
    help: ArgumentHelp("Also write the figures to this file; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @Option(help: ArgumentHelp("The larger of the two sets of frames, in MiB.", valueName: "MiB"))
  var size = 256

  func validate() throws {
    guard size > 0, size <= 4096 else { throw ValidationError("--size must be between 1 and 4096 MiB") }
  }

  func run() throws {
    let stopwatch = Stopwatch(repetitions: 21)
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try RelocationBenchmark(mebibytes: size).measure(with: stopwatch)
    report.publish(json: json)
  }
}
