import ArgumentParser
import InProcess
import PropertySuite

/// `ufork bench machine`: the interpreter.
struct MachineBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "machine",
    abstract:
      "Measures the emulated machine: instructions per second on one core, in capability mode under a page table.",
    discussion: """
      machine.differential is how many random instructions a second are injected into Model and emulator and compared, \
      trace record by trace record; sequences are made beforehand, and the instructions that prepare a machine for each \
      are executed but not counted.
      """
  )

  @Option(
    help: ArgumentHelp("Also write the figures to this file; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @Option(help: ArgumentHelp("Measure one loop only, such as machine.mix.", valueName: "name"))
  var only: String?

  func run() throws {
    let stopwatch = Stopwatch()
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    if let only {
      let names = MachineLoop.all.map(\.name)
      guard let loop = MachineLoop.all.first(where: { $0.name == only }) else {
        throw UsageError(unknown: "loop", only, among: names)
      }
      report.measurements = [try MachineBenchmark().measure(loop, with: stopwatch)]
      return report.publish(json: json)
    }
    report.measurements = try MachineBenchmark().measure(with: stopwatch)
    var differential = try MachineDifferential(.implementation(), sequences: 1000)
    var difference: (any Error)?
    let rate = stopwatch.rate(of: differential.instructionCount) {
      do { try differential.run() } catch { difference = error }
    }
    if let difference { throw difference }
    report.measurements.append(.init(name: "machine.differential", value: rate, unit: "instructions/s"))
    report.publish(json: json)
  }
}
