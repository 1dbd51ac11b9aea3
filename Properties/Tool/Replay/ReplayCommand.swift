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
      it holds. Of somebody's kernel or machine the file says what it was, but nothing that a file says is run or \
      connected to: name the command behind `--`, or the address. Another kernel can be named as well.

      Examples: `ufork replay .ufork/failures/fork.transparency-0a1b2c3d.json`, \
      `ufork replay found.json -- Examples/linux/linux-fork`.
      """)

  @Argument(help: ArgumentHelp("A file of the failure directory.", valueName: "file"))
  var file: String

  @Flag(help: "Check it without the mutant that was switched on when it was found.")
  var withoutMutant = false

  @Option(help: ArgumentHelp("Where the machine listens that it is to be checked with.", valueName: "host:port"))
  var rvfiDii: String?

  @Option(
    help: ArgumentHelp("How long that kernel or machine may take to answer; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout = TimeSpan(seconds: 10)

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("The kernel that it is to be checked with, or the program of the machine.", valueName: "command")
  )
  var command: [String] = []

  func run() async throws {
    let kept = try FailureFile.read(path: file)
    var arguments = ["subject", "isolation"].flatMap { name in
      kept.parameters[name].map { ["--" + name, $0] } ?? []
    }
    arguments += try argumentsOfOthers(kept)
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

  /// The options that name somebody's kernel or machine, which only the command line decides.
  private func argumentsOfOthers(_ kept: FailureFile) throws -> [String] {
    let json = command.isEmpty ? nil : String(decoding: try JSONEncoder().encode(command), as: UTF8.self)
    if let rvfiDii {
      return ["--machine-at", rvfiDii, "--machine-timeout", timeout.description]
        + (json.map { ["--machine-command", $0] } ?? [])
    }
    if let address = kept.parameters["machine-at"] {
      throw UsageError(
        "\(file) is about a machine at the end of a connection, and no file decides what is connected to. "
          + "If it is yours:\n  ufork replay \(file.quotedForShell) --rvfi-dii \(address.quotedForShell)")
    }
    if let json {
      guard kept.property.hasPrefix("fork.") || kept.property.hasPrefix("isolation.") else {
        throw UsageError("\(kept.property) is not about kernels, so it can't be checked with the one behind `--`.")
      }
      return ["--kernel-command", json, "--kernel-timeout", timeout.description]
    }
    guard let text = kept.parameters["kernel-command"] else { return [] }
    let words = try? JSONDecoder().decode([String].self, from: Data(text.utf8))
    throw UsageError(
      "\(file) is about somebody's kernel, and no file decides what is run. If you trust the command:\n  "
        + "ufork replay \(file.quotedForShell) -- "
        + (words?.map(\.quotedForShell).joined(separator: " ") ?? "COMMAND"))
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
