import ArgumentParser
import Emulator
import Foundation
import PropertySuite
import PropertyTesting

/// `ufork mutants`: shows how strong the suite is.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Switches on one deliberate mistake after the other and shows which properties notice it.",
    discussion: """
      Each mutant is tried with the properties of what it is a mistake in, and with all others if those notice nothing; \
      most time goes to properties that exercise a rule which it breaks. \
      Once one has noticed it, the others go on for a while, and its counterexample is shortened. Laws of the model are \
      not tried: no mistake of the implementation can break them. Exit code 1 if a mutant survives, or if a property \
      notices none of them.
      """)

  @Argument(help: ArgumentHelp("The mutants to try; all unless told.", valueName: "mutant"))
  var mutants: [String] = []

  @Option(name: .customLong("property"), help: ArgumentHelp("Try only these properties.", valueName: "name"))
  var properties: [String] = []

  @Option(
    help: ArgumentHelp("How long to try each mutant, shared by the properties; 5s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var budget = TimeSpan(seconds: 5)

  @Option(
    help: ArgumentHelp(
      "How long the others go on once a property has noticed a mutant; 3s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var rest = TimeSpan(seconds: 3)

  @Option(help: "Where all random choices come from.")
  var seed: UInt64 = 1

  @OptionGroup var workers: WorkerOptions

  @Flag(help: "Leave each mutant at the first property that notices it: no time for the others.")
  var first = false

  @Option(
    help: ArgumentHelp("Write the matrix as JSON; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  private var progress: ProgressLine { Self.progress }
  private static let progress = ProgressLine()
  private static let interruption = Interruption()

  func run() async throws {
    // One for all runs: between two of them nobody else would hear of it.
    let interrupts = Interrupts { await Self.interruption.request() }
    defer { interrupts.end() }
    let clock = ContinuousClock.now
    let seconds = budget.seconds
    let names = try selectedMutants()
    var matrix = KillMatrix(
      command: ["ufork"] + CommandLine.arguments.dropFirst(), machine: HostMachine.description,
      isWhole: mutants.isEmpty && properties.isEmpty && !first)
    let baseline = try await report(mutant: nil, at: "without a mutant", only: nil, seconds: seconds)
    matrix.failingWithout = baseline.properties.filter { $0.conclusion.exitCode == 1 }.map(\.profile.name)
    let usable = Set(baseline.properties.map(\.profile.name)).subtracting(matrix.failingWithout)
    let width = names.map(\.count).max() ?? 0
    for (index, name) in names.enumerated() where !baseline.isInterrupted {
      let place = "\(name), \(index + 1) of \(names.count) · \(matrix.survivors.count) survived"
      guard let row = try await row(of: name, at: place, properties: usable, seconds: seconds) else { break }
      matrix.rows.append(row)
      progress.clear()
      print(KillMatrixText.line(row, width: width))
    }
    matrix.seconds = (ContinuousClock.now - clock) / .seconds(1)
    print("\n" + KillMatrixText.conclusion(matrix).joined(separator: "\n"))
    let system = SystemUnderTest(name: "mutants of the implementation of ufork")
    json?.write(json: Report("mutants", of: system, seed: seed, matrix))
    if matrix.rows.count < names.count { throw ExitCode(130) }
    let isFine = matrix.survivors.isEmpty && matrix.idleProperties.isEmpty && matrix.failingWithout.isEmpty
    if !isFine { throw ExitCode(1) }
    if !matrix.flaky.isEmpty { throw ExitCode(4) }
  }

  /// Tries a mutant with the properties of what it is a mistake in first, with the others only if it survives those.
  ///
  /// - Returns: `nil` if somebody interrupted.
  private func row(
    of name: String, at place: String, properties: Set<String>, seconds: Double
  ) async throws -> KillMatrix.Row? {
    let likely = properties.filter { Mutation(name: name)?.area.concerns($0) ?? true }
    var row = KillMatrix.Row(mutant: name, cells: [])
    for group in [likely, properties.subtracting(likely)] where !group.isEmpty && !row.result.isNoticed {
      let report = try await report(mutant: name, at: place, only: group, seconds: seconds)
      if report.isInterrupted { return nil }
      row.cells += report.properties.map { KillMatrix.Cell($0) }
    }
    return row
  }

  private func selectedMutants() throws -> [String] {
    let names = Mutation.allCases.map(\.name)
    for mutant in mutants where !names.contains(mutant) {
      throw UsageError(unknown: "mutant", mutant, among: names, hint: "`ufork list mutants` shows all.")
    }
    return mutants.isEmpty ? names : mutants
  }

  /// Checks the properties with a mutant switched on, in workers of their own.
  private func report(
    mutant: String?, at place: String, only names: Set<String>?, seconds: Double
  ) async throws -> RunReport {
    let subject = try SubjectOptions.parse(mutant.map { ["--mutant", $0] } ?? [])
    let selected = try PropertySelection.of(properties, among: try subject.properties())
    let profiles = selected.filter { names?.contains($0.name) ?? !($0 is any LawOfModel) }
      .map { PropertyProfile(of: $0) }
    let configuration = RunConfiguration(
      seed: seed, budget: .seconds(seconds), shrinking: mutant == nil ? .none : ShrinkLimits(), shortensFirstOnly: true,
      secondsAfterFailure: mutant == nil ? nil : first ? 0 : rest.seconds)
    let files = try WorkerDirectory()
    let broken = MutantNote.all.first { $0.name == mutant }?.rules ?? []
    let favourites = profiles.filter { profile in broken.contains { profile.exercises($0) } }
    let run = Run(profiles, configuration: configuration, favouring: Set(favourites.map(\.name)))
    let launch = try files.launch(subject, secondsPerCase: min(10, max(1, seconds)))
    let count = workers.count
    let work = Task { await WorkerPool.work(on: run, with: launch, workers: count) }
    await Self.interruption.stop(by: {
      await run.interrupt()
      work.cancel()
    })
    let following = progress.follow { "\(place) · \(ReportText.progress(await run.snapshot))" }
    await work.value
    following.cancel()
    await following.value
    files.remove()
    return await run.report
  }
}

/// Ends whichever run is under way when somebody interrupts, and those that begin later at once.
private actor Interruption {
  private var isRequested = false
  private var end: (@Sendable () async -> Void)?

  /// Somebody interrupts.
  func request() async {
    isRequested = true
    await end?()
  }

  /// How the run under way is ended.
  func stop(by end: @escaping @Sendable () async -> Void) async {
    self.end = end
    if isRequested { await end() }
  }
}

extension PropertyProfile {
  /// Whether the property cites a rule, by its name or some first words: one word alone (`posix`) means everything.
  fileprivate func exercises(_ rule: String) -> Bool {
    rules.contains { $0.contains(".") && (rule == $0 || rule.hasPrefix($0 + ".")) }
  }
}

extension Mutation.Area {
  /// Whether a property speaks of this area, which its name tells.
  fileprivate func concerns(_ property: String) -> Bool {
    switch self {
    case .capabilities: property.hasPrefix("capability.")
    case .machine: property.hasPrefix("machine.")
    case .kernel: property.hasPrefix("fork.") || property.hasPrefix("isolation.")
    }
  }
}
