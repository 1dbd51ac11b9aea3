import ArgumentParser
import Emulator
import Foundation
import PropertyTesting

/// `ufork mutants`: shows how strong the suite is.
struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Switches on one deliberate mistake after the other and shows which properties notice it.",
    discussion: """
      Each mutant is tried with the properties of what it is a mistake in, and with all others if those notice nothing. \
      Exit code 1 if a mutant survives, or if a property notices none of them.
      """)

  @Argument(help: ArgumentHelp("The mutants to try; all unless told.", valueName: "mutant"))
  var mutants: [String] = []

  @Option(name: .customLong("property"), help: ArgumentHelp("Try only these properties.", valueName: "name"))
  var properties: [String] = []

  @Option(help: ArgumentHelp("How long to try each mutant, shared by the properties.", valueName: "time"))
  var budget = "5s"

  @Option(help: "Where all random choices come from.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How many processes check at a time; one for each core unless told.", valueName: "n"))
  var workers: Int?

  @Flag(help: "Leave each mutant at the first property that notices it, and shorten the counterexample.")
  var first = false

  @Option(help: ArgumentHelp("Write the matrix as JSON.", valueName: "file"))
  var json: String?

  func run() async throws {
    let clock = ContinuousClock.now
    let seconds = try BudgetOption.seconds(budget)
    let names = try selectedMutants()
    var matrix = KillMatrix(isFirstOnly: first)
    let baseline = try await report(mutant: nil, only: nil, seconds: seconds)
    matrix.failingWithout = baseline.properties.filter { $0.conclusion.exitCode == 1 }.map(\.profile.name)
    let usable = Set(baseline.properties.map(\.profile.name)).subtracting(matrix.failingWithout)
    let width = names.map(\.count).max() ?? 0
    for name in names where !baseline.isInterrupted {
      guard let row = try await row(of: name, properties: usable, seconds: seconds) else { break }
      matrix.rows.append(row)
      print(KillMatrixText.line(row, width: width))
    }
    matrix.seconds = (ContinuousClock.now - clock) / .seconds(1)
    print("\n" + KillMatrixText.conclusion(matrix).joined(separator: "\n"))
    try write(matrix)
    if matrix.rows.count < names.count { throw ExitCode(130) }
    let isIdle = !first && !matrix.idleProperties.isEmpty
    if !matrix.survivors.isEmpty || isIdle || !matrix.failingWithout.isEmpty { throw ExitCode(1) }
  }

  /// Tries a mutant with the properties of what it is a mistake in first, with the others only if it survives those.
  ///
  /// - Returns: `nil` if somebody interrupted.
  private func row(of name: String, properties: Set<String>, seconds: Double) async throws -> KillMatrix.Row? {
    let likely = properties.filter { Mutation(name: name)?.area.concerns($0) ?? true }
    var row = KillMatrix.Row(mutant: name, cells: [])
    for group in [likely, properties.subtracting(likely)] where !group.isEmpty && row.result == .survived {
      let report = try await report(mutant: name, only: group, seconds: seconds)
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
  private func report(mutant: String?, only names: Set<String>?, seconds: Double) async throws -> RunReport {
    let subject = try SubjectOptions.parse(mutant.map { ["--mutant", $0] } ?? [])
    let selected = try PropertySelection.of(properties, among: try subject.properties())
    let profiles = selected.map { PropertyProfile(of: $0) }.filter { names?.contains($0.name) ?? true }
    let isShortened = first && mutant != nil
    let configuration = RunConfiguration(
      seed: seed, budget: .seconds(seconds), shrinking: ShrinkLimits(evaluations: isShortened ? 20_000 : 0),
      stopsAtFirstFailure: isShortened)
    let files = try WorkerDirectory()
    let run = Run(profiles, configuration: configuration)
    let launch = try files.launch(subject, secondsPerCase: min(10, max(1, seconds)))
    let count = workers ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    let work = Task { await WorkerPool.work(on: run, with: launch, workers: count) }
    let interrupts = Interrupts {
      await run.interrupt()
      work.cancel()
    }
    await work.value
    interrupts.end()
    return await run.report
  }

  private func write(_ matrix: KillMatrix) throws {
    guard let json else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(matrix).write(to: URL(filePath: json))
    } catch {
      throw UsageError("\(json) can't be written.")
    }
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
