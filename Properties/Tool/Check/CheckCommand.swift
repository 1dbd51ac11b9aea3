import ArgumentParser
import Foundation
import PropertyTesting

/// `ufork check`: the main job.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks properties of the implementation and shows the shortest counterexamples.",
    discussion: """
      Properties are named by their whole name, by its first words (`fork`) or by a pattern (`*.cc128`); without names \
      all are checked. Counterexamples are kept in a directory and checked first the next time.
      """)

  @Argument(help: ArgumentHelp("The properties to check.", valueName: "property"))
  var properties: [String] = []

  @OptionGroup var effort: EffortOptions

  @OptionGroup var workers: WorkerOptions

  @Option(
    help: ArgumentHelp("How long one case may take before it counts as a hang; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var caseLimit = TimeSpan(seconds: 10)

  @Option(help: .hidden, transform: TimeSpan.init(typed:))
  var shorteningLimit: TimeSpan? = nil

  @Flag(help: "End with the first property that fails.")
  var failFast = false

  @OptionGroup var subject: SubjectOptions

  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures"

  func run() async throws { try await run(as: "check") }

  /// Checks, reports and ends, as a command of a name.
  func run(as command: String) async throws {
    let report = try await check()
    reports.write(report, as: command, subject: subject)
    try reports.end(with: report)
  }

  /// Checks, and prints what happens and what was found out.
  func check() async throws -> RunReport {
    let selected = try selectedProperties()
    let configuration = configuration
    let directory = FailureDirectory(path: failures)
    let keeper = FailureKeeper(directory, subject: subject)
    let console = Console()
    let saved = try keeper.saved { console.warn("\($0); it is left alone.") }
    let files = try WorkerDirectory()
    let launch = try files.launch(subject, secondsPerCase: caseLimit.seconds)
    let run = Run(selected.map { PropertyProfile(of: $0) }, saved: saved, configuration: configuration) { event in
      console.show(event, keeper: keeper)
    }
    console.begin(
      properties: selected.count, configuration: configuration, workers: workers.count, mutant: subject.mutant)
    let progress = console.follow(run)
    let count = workers.count
    let work = Task { await WorkerPool.work(on: run, with: launch, workers: count) }
    let interrupts = Interrupts {
      await run.interrupt()
      work.cancel()
    }
    await work.value
    progress.cancel()
    await progress.value
    files.remove()
    interrupts.end()
    let report = await run.report
    console.end(report, subject: subject)
    return report
  }

  private func selectedProperties() throws -> [any Property] {
    // The canaries sing only when they are called.
    let isCalled = properties.contains { $0.hasPrefix("canary") }
    return try subject.properties(named: properties, and: isCalled ? CanaryProperties.all : [])
  }

  private var configuration: RunConfiguration {
    var configuration = RunConfiguration(
      seed: effort.seed ?? .random(in: 0...999_999), budget: effort.runBudget,
      secondsAfterFailure: failFast ? 0 : nil)
    if let shorteningLimit { configuration.shrinking.seconds = shorteningLimit.seconds }
    return configuration
  }
}
