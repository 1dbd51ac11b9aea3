import InProcess
import PropertySuite

/// Actions of fork programs on our kernel that are compared with the Model.
struct ForkActionsBenchmark {
  /// How many programs are performed in one run.
  var programs = 500

  func measure(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    let comparison = ForkComparison(programs: programs, seed: 1)
    let counts = try comparison.run(on: KernelForkSubject())
    let seconds = stopwatch.seconds { _ = try? comparison.run(on: KernelForkSubject()) }
    return [
      .init(name: "fork.actions", value: Double(counts.steps) / seconds, unit: "actions/s"),
      .init(name: "fork.actions.comparisons", value: Double(counts.comparisons) / seconds, unit: "comparisons/s"),
    ]
  }
}
