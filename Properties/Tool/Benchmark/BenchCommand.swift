import ArgumentParser
import Adapters
import PropertySuite

/// `ufork bench`: the headline measurements.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures the implementation, beside the speed of this host.",
    subcommands: [
      CapabilityBenchCommand.self, RelocationBenchCommand.self, ForkBenchCommand.self, HostileCommand.self,
      MachineBenchCommand.self,
    ]
  )
}

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

  @Option(
    help: ArgumentHelp("The larger of the two sets of frames, in MiB; 256 unless told.", valueName: "MiB"),
    transform: WholeNumber.mebibytes)
  var size = 256

  func run() throws {
    let stopwatch = Stopwatch(repetitions: 21)
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try RelocationBenchmark(mebibytes: size).measure(with: stopwatch)
    report.publish(json: json)
  }
}

/// `ufork bench fork`: latencies and counts of fork, beside the host's own.
struct ForkBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork",
    abstract: "Measures fork and system calls, beside this host's own fork(2), pipes and memcpy.",
    discussion: """
      What is timed is this kernel's fork on this host, not a Morello. The host's process is a small C program, \
      host-fork, on one CPU, with the same resident memory in pages of 4 KiB with huge pages off. Run the whole on one \
      CPU: taskset -c 0 ufork bench fork.
      """
  )

  @Option(
    help: ArgumentHelp("Also write the figures to this file; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @Flag(help: "Leave the copying and relocating of frames out; `ufork bench relocation` measures it too.")
  var skipRelocation = false

  func run() throws {
    let host = HostFork()
    let hostSeconds = try [1, 100].map { ($0, try host.seconds(mebibytes: $0)) }
    let stopwatch = Stopwatch(repetitions: 21)
    var report = BenchmarkReport(calibration: stopwatch.calibration())
    report.measurements = try ForkBenchmark(host: Dictionary(uniqueKeysWithValues: hostSeconds)).measure()
    report.measurements += try SystemCallBenchmark().measure(beside: host)
    report.measurements += try ForkActionsBenchmark().measure(with: stopwatch)
    if !skipRelocation { report.measurements += try RelocationBenchmark(mebibytes: 256).measure(with: stopwatch) }
    report.publish(json: json)
  }
}

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
