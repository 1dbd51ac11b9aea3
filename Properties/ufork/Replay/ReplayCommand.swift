import ArgumentParser
import Foundation
import PropertyTesting

/// `ufork replay FILE`: checks a kept counterexample again.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Checks a kept counterexample again and explains it step by step.",
    discussion: """
      The file says which property it is about and which mutant was switched on. Exit code 1 if it fails again, 0 if \
      it holds.
      """)

  @Argument(help: ArgumentHelp("A file of the failure directory.", valueName: "file"))
  var file: String

  @Flag(help: "Check it without the mutant that was switched on when it was found.")
  var withoutMutant = false

  func run() async throws {
    let kept = try FailureFile.read(path: file)
    var arguments = ["subject", "isolation", "kernel-command", "kernel-actions"].flatMap { name in
      kept.parameters[name].map { ["--" + name, $0] } ?? []
    }
    if kept.parameters["plain"] == "true" { arguments.append("--plain") }
    if let mutant = kept.parameters["mutant"], !withoutMutant { arguments += ["--mutant", mutant] }
    let subject = try SubjectOptions.parse(arguments)
    let names = (try subject.properties() + CanaryProperties.all).map(\.name)
    guard names.contains(kept.property) else { throw UsageError(unknown: "property", kept.property, among: names) }

    let files = try WorkerDirectory()
    let launch = try files.launch(subject)
    let work = Task {
      let worker = WorkerProcess(launch, number: 0)
      let service = await worker.serve(
        .examineCase(property: kept.property, json: try kept.case.text(), checking: true))
      await worker.close()
      return service
    }
    let interrupts = Interrupts { work.cancel() }
    let service = try await work.value
    files.remove()
    interrupts.end()
    if work.isCancelled { throw ExitCode(130) }
    let examination = try Self.examination(of: kept, service)

    print("\(file): \(kept.property)\(subject.mutant.map { " with the mutant \($0)" } ?? "")\n")
    switch examination.outcome {
    case .holds, .discarded:
      print(CounterexampleText.steps(examination).joined(separator: "\n"))
      print("\nIt holds\(withoutMutant && kept.parameters["mutant"] != nil ? " without the mutant" : " now").")
    case .breaks(let reason):
      throw UsageError("\(file): the case can't be checked by this version of \(kept.property): \(reason)")
    case .fails, .crashes, .hangs:
      print("  \(examination.outcome.violatedGuarantee ?? "")\n")
      print(CounterexampleText.steps(examination).joined(separator: "\n"))
      let without = withoutMutant && kept.parameters["mutant"] != nil ? " without the mutant too" : " again"
      print("\nIt fails\(examination.outcome.isOfSameKind(as: kept.outcome) ? without : ", but in another way").")
      throw ExitCode(1)
    }
  }

  /// What a worker has found out about a kept case.
  private static func examination(of kept: FailureFile, _ service: Service) throws -> Examination {
    switch service {
    case .reply(.examined(let examination), _): return examination
    case .reply(.lost(let loss), _):
      return Examination(outcome: loss.outcome, testCase: try kept.case.text(), steps: kept.steps)
    case .reply(.refused(let reason), _): throw SubjectFailure(description: reason)
    case .reply(.checked, _): throw SubjectFailure(description: "the worker answered something else")
    case .disturbed(let loss):
      throw SubjectFailure(description: "Nothing is known, every worker was ended from outside: \(loss.outcome)")
    }
  }
}
