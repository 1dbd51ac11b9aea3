import ArgumentParser

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
