import ArgumentParser
import Book
import Foundation
import Adapters
import PropertySuite
import PropertyTesting

/// `ufork mutants`: shows how strong the suite is.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Switches on one mistake after the other and shows which properties notice it.",
    discussion: """
      It needs a program with mutants in it, which `make mutants` builds. \
      Each mutant is tried with the properties that its file names and those of the same kind, and with all others if \
      those notice nothing; most time goes to the named ones and to those that exercise a rule which it breaks. \
      Once one has noticed it, the others go on for a while, and its counterexample is shortened. Laws of the model are \
      not tried: no mistake of the implementation can break them. Exit code 1 if a mutant survives, if no property that \
      its file names notices it, or if a property notices none of them.
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

  @Flag(help: "Leave each mutant at the first property that notices it, and begin with those that its file names.")
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
    let mutants = try selectedMutants()
    var matrix = KillMatrix(
      command: ["ufork"] + CommandLine.arguments.dropFirst(), machine: HostMachine.description,
      isWhole: self.mutants.isEmpty && properties.isEmpty && !first)
    let baseline = try await report(mutant: nil, at: "without a mutant", only: nil, seconds: seconds)
    matrix.failingWithout = baseline.properties.filter { $0.conclusion.exitCode == 1 }.map(\.profile.name)
    let usable = Set(baseline.properties.map(\.profile.name)).subtracting(matrix.failingWithout)
    let width = mutants.map(\.name.count).max() ?? 0
    for (index, mutant) in mutants.enumerated() where !baseline.isInterrupted {
      let place = "\(mutant.name), \(index + 1) of \(mutants.count) · \(matrix.survivors.count) survived"
      guard let row = try await row(of: mutant, at: place, properties: usable, seconds: seconds) else { break }
      matrix.rows.append(row)
      progress.clear()
      print(KillMatrixText.line(row, width: width))
    }
    matrix.seconds = (ContinuousClock.now - clock) / .seconds(1)
    print("\n" + KillMatrixText.conclusion(matrix).joined(separator: "\n"))
    let system = SystemUnderTest(name: "mutants of the implementation of ufork")
    json?.write(json: Report("mutants", of: system, seed: seed, matrix))
    if matrix.rows.count < mutants.count { throw ExitCode(130) }
    let isFine =
      matrix.survivors.isEmpty && matrix.unexpected.isEmpty && matrix.idleProperties.isEmpty
      && matrix.failingWithout.isEmpty
    if !isFine { throw ExitCode(1) }
    if !matrix.flaky.isEmpty { throw ExitCode(4) }
  }

  /// Tries a mutant with the properties that are likely to notice it first, with others only if it survives those.
  ///
  /// - Returns: `nil` if somebody interrupted.
  private func row(
    of mutant: MutantFile, at place: String, properties: Set<String>, seconds: Double
  ) async throws -> KillMatrix.Row? {
    let named = properties.intersection(mutant.properties)
    let likely = properties.filter { property in mutant.properties.contains { Self.areAlike($0, property) } }
    var row = KillMatrix.Row(mutant: mutant.name, expected: mutant.properties, cells: [])
    let groups = first ? [named, likely.subtracting(named)] : [likely]
    for group in groups + [properties.subtracting(likely)] where !group.isEmpty && !row.result.isNoticed {
      let report = try await report(mutant: mutant, at: place, only: group, seconds: seconds)
      if report.isInterrupted { return nil }
      row.cells += report.properties.map { KillMatrix.Cell($0) }
    }
    return row
  }

  /// Whether properties speak of the same: of capabilities, of the machine, or of the kernel.
  private static func areAlike(_ one: String, _ other: String) -> Bool {
    ["capability.", "machine."].allSatisfy { one.hasPrefix($0) == other.hasPrefix($0) }
  }

  private func selectedMutants() throws -> [MutantFile] {
    try MutantFiles.requireBuiltIn(mutants)
    if Mutants.names.isEmpty { throw UsageError("No mutants are built into this program. \(MutantFiles.remedy)") }
    return try MutantFiles.all().filter { mutants.isEmpty || mutants.contains($0.name) }
  }

  /// Checks the properties with a mutant switched on, in workers of their own.
  private func report(
    mutant: MutantFile?, at place: String, only names: Set<String>?, seconds: Double
  ) async throws -> RunReport {
    let subject = try SubjectOptions.parse(mutant.map { ["--mutant", $0.name] } ?? [])
    let selected = try PropertySelection.of(properties, among: try subject.properties())
    let profiles = selected.filter { names?.contains($0.name) ?? !($0 is any LawOfModel) }
      .map { PropertyProfile(of: $0) }
    let configuration = RunConfiguration(
      seed: seed, budget: .seconds(seconds), shrinking: mutant == nil ? .none : ShrinkLimits(), shortensFirstOnly: true,
      secondsAfterFailure: mutant == nil ? nil : first ? 0 : rest.seconds)
    let files = try WorkerDirectory()
    let favourites = profiles.filter { profile in
      mutant.map { $0.properties.contains(profile.name) || $0.rules.contains(where: profile.exercises) } ?? false
    }
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
