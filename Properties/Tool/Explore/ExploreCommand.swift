import Architecture
import ArgumentParser
import Foundation
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Synchronization

/// `ufork explore`: every program up to a depth in tiny worlds.
struct ExploreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Tries every program up to a depth in tiny worlds of up to three processes.",
    discussion: """
      Programs use four granules of each of four pages, or only one of one page and are three steps longer or have a second \
      thread that acts while the kernel serves a fault of the first. States that \
      differ in names only count once. What processes observe, the refinement and all guarantees are checked, under each strategy and under mixtures of \
      them unless told. Exit code 1 if a program shows a difference; it is kept as by `ufork check`.
      """)

  @Option(help: "How many steps the programs have; 4 unless told.", transform: WholeNumber.within(1...64))
  var depth = 4

  @Option(help: ArgumentHelp("Explore only this world; may be repeated.", valueName: "name"))
  var world: [String] = []

  @Option(
    help: ArgumentHelp("Stop after this time, such as 60s or 2m.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var budget: TimeSpan? = nil

  @Option(
    help: ArgumentHelp("Resume from this file if it is there, and save to it.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var states: OutputFile? = nil

  @Option(
    help: ArgumentHelp("Write what was found out as JSON; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  @OptionGroup var subject: SubjectOptions

  @Option(help: ArgumentHelp("Where counterexamples are kept.", valueName: "dir"))
  var failures = ".ufork/failures"

  func run() async throws {
    var file = ExplorationFile(parameters: subject.parametersOfFailures)
    if let states, FileManager.default.fileExists(atPath: states.description) { try file.read(states.description) }
    let pause = Pause(after: budget?.seconds)
    let interrupts = Interrupts { pause.begin() }
    var report = ExplorationReport(worlds: try worlds().map { ExplorationReport.World($0) })
    try explore(&report, &file, pause)
    interrupts.end()
    StandardStream.output.write(report.text + "\n")
    if let counterexample = report.counterexample { show(counterexample) }
    if let states { file.write(states) }
    json?.write(json: Report("explore", of: subject.systemUnderTest, report))
    if report.counterexample != nil { throw ExitCode(1) }
  }

  /// Explores all worlds, one depth after the other, so that the first difference is one of the shortest of all.
  private func explore(_ report: inout ExplorationReport, _ file: inout ExplorationFile, _ pause: Pause) throws {
    var explorations: [Exploration] = []
    for index in report.worlds.indices {
      explorations.append(try exploration(of: report.worlds[index].world, resuming: file.states))
    }
    let deepest = depth + (report.worlds.map(\.world.extraDepth).max() ?? 0)
    for length in 1...deepest where report.counterexample == nil {
      for index in explorations.indices where report.counterexample == nil && !pause.isDue {
        let world = explorations[index].world
        let last = depth + world.extraDepth
        let start = Stopwatch.threadTime()
        do {
          let isComplete = try explorations[index].run(toDepth: min(length, last)) { finding in
            report.counterexample = try counterexample(of: finding)
            return report.counterexample != nil
          } whileTrue: {
            !$0.steps.isMultiple(of: 64) || !pause.isDue
          }
          report.worlds[index].isComplete = isComplete && length >= last
        } catch is Exploration.Finding {
          report.worlds[index].isComplete = false
        }
        report.worlds[index].take(explorations[index], seconds: Stopwatch.threadTime() - start)
        file.states[world] = explorations[index].states
      }
    }
  }

  private func exploration(
    of world: ExploredWorld, resuming states: [ExploredWorld: ExploredStates]
  ) throws -> Exploration {
    let factory = try subject.factory()
    let isolation = try subject.parameters().isolation
    guard let subject = try factory.fork(isolation) as? any ExplorableForkSubject else {
      throw UsageError("This subject can't be explored: it can't return to states that it has been in.")
    }
    do {
      return try Exploration(
        of: subject, in: world, resuming: states[world] ?? ExploredStates())
    } catch let finding as Exploration.Finding {
      throw SubjectFailure(description: "\(world.name): \(finding.explanation)")
    }
  }

  private func worlds() throws -> [ExploredWorld] {
    let kinds = try world.map { name in
      guard let kind = ExploredWorld.Kind(rawValue: name) else {
        throw UsageError(unknown: "world", name, among: ExploredWorld.Kind.allCases.map(\.rawValue))
      }
      return kind
    }
    let named = try subject.parameters().strategies.map { $0 as ForkStrategy? }
    let strategies = subject.strategy.isEmpty ? named + [nil] : named
    return (kinds.isEmpty ? ExploredWorld.Kind.allCases : kinds).flatMap { kind in
      strategies.map { ExploredWorld(kind, strategy: $0) }
    }
  }

  /// Shows a counterexample and keeps it.
  private func show(_ counterexample: Counterexample) {
    switch FailureKeeper(FailureDirectory(path: failures), subject: subject).keep(counterexample) {
    case .success(let command): StandardStream.output.write("\n" + counterexample.text(replay: command) + "\n")
    case .failure(let problem):
      StandardStream.output.write("\n" + counterexample.text() + "\n")
      StandardStream.error.write("Warning: \(problem); the counterexample is not kept.\n")
    }
  }

  /// What was found, as a counterexample of the first property that notices it; `nil` if none does.
  private func counterexample(of finding: Exploration.Finding) throws -> Counterexample? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let program = String(decoding: try encoder.encode(finding.program), as: UTF8.self)
    for property in try subject.properties() where ["fork", "isolation"].contains(property.name.prefix { $0 != "." }) {
      guard let examination = property.examination(ofProgram: program), examination.outcome.isCounterexample else {
        continue
      }
      return Counterexample(
        property: property.name, seed: 0, index: 0, outcome: examination.outcome, choices: [],
        testCase: program, steps: examination.steps, shrinking: ShrinkSummary(), isReproducible: true)
    }
    return nil
  }
}

extension Property {
  /// What the property says of a program, if it is one of programs.
  fileprivate func examination(ofProgram json: String) -> Examination? {
    guard Case.self == ForkProgram.self else { return nil }
    var property = self
    return property.examine(json: json)
  }
}

/// Whether somebody wants an exploration to pause: because the time is up, or with Ctrl-C.
final class Pause: Sendable {
  private let end: ContinuousClock.Instant?
  private let hasBegun = Atomic(false)

  /// A pause that begins after so many seconds, or only when it is asked for.
  init(after seconds: Double?) {
    end = seconds.map { .now + .seconds($0) }
  }

  /// Asks for it.
  func begin() { hasBegun.store(true, ordering: .relaxed) }

  /// Whether it is time.
  var isDue: Bool {
    if hasBegun.load(ordering: .relaxed) { return true }
    guard let end, ContinuousClock.now >= end else { return false }
    return true
  }
}
