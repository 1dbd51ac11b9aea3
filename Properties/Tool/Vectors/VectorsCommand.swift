import Architecture
import ArgumentParser
import Foundation
import Adapters
import PropertySuite
import SystemsUnderTest

/// `ufork vectors`: files of questions and answers, from others or for others.
struct VectorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vectors",
    abstract: "Files of questions and answers.",
    subcommands: [VectorsCheckCommand.self, VectorsExportCommand.self])
}

/// `ufork vectors check FILE…`: holds Model and Implementation against answers that others gave.
struct VectorsCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Holds Model and Implementation against answers that others gave.",
    discussion: """
      Files may have any names and any number of rows; their first lines say what they hold. Of a directory those files \
      are read that its manifest.json lists, or all that end in .csv and .jsonl. Docs/Vectors.md describes the forms. \
      Known deviations of the machines that answered are counted by rule (Docs/Deviations.md). Exit status: \
      0 all answers agree, 1 an answer differs, 2 a file cannot be used, 4 a subject failed.
      """)

  @Argument(help: ArgumentHelp("Files of vectors, or directories of them, such as Tests/Vectors.", valueName: "file"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The format of capabilities where files do not say it: cc128, cc128m or rv64y.", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp("The bits of metadata that files of capability arithmetic assert.", valueName: "hex"))
  var metadataMask: String?

  @Option(help: "Who is asked: model, implementation or both.")
  var subject = Subject.both

  @Option(help: ArgumentHelp("Switch on a mistake, in a program that `make mutants` has built.", valueName: "name"))
  var mutant: String?

  @Option(
    help: ArgumentHelp("Ask a machine that speaks RVFI-DII instead, about the sequences.", valueName: "host:port"),
    transform: MachineAddress.typed)
  var rvfiDii: String? = nil

  @Option(
    help: ArgumentHelp(
      "How long the machine of --rvfi-dii may take to answer; 10s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout: TimeSpan? = nil

  @Option(
    help: "How many differences to print for each file and subject; 3 unless told.",
    transform: WholeNumber.within(0...1_000_000_000))
  var show = 3

  @Option(
    help: ArgumentHelp("Where to write the reports as JSON; - is standard output.", valueName: "file"),
    transform: OutputFile.init(checking:))
  var json: OutputFile? = nil

  enum Subject: String, CaseIterable, ExpressibleByArgument { case model, implementation, both }

  /// The report of one subject about one file.
  struct Entry: Encodable {
    var file: String
    var subject: String
    var report: VectorReport
  }

  /// What the report says: an entry for each file and subject.
  struct Files: Encodable {
    var files: [Entry]
  }

  mutating func validate() throws {
    if timeout != nil, rvfiDii == nil { throw ValidationError("--timeout does nothing without --rvfi-dii.") }
  }

  func run() throws {
    let factories = try factories()
    let files = try VectorFile.read(paths, options: options()).filter { rvfiDii == nil || $0.isAboutMachines }
    if files.isEmpty { throw UsageError("None of the files holds sequences of instructions to ask a machine.") }
    var entries: [Entry] = []
    for file in files {
      for (name, factory) in factories {
        let entry = Entry(file: file.name, subject: name, report: try report(file, name, factory))
        Self.summarise(entry, showing: show)
        entries.append(entry)
      }
    }
    Self.conclude(entries)
    json?.write(json: Report("vectors check", of: nil, Files(files: entries)))
    if entries.contains(where: { !$0.report.mismatches.isEmpty }) { throw ExitCode(1) }
  }

  private func options() throws -> VectorFile.Options {
    let mask = try metadataMask.map { text in
      guard let mask = UInt64(text, radix: 16) else {
        throw UsageError("--metadata-mask takes a hexadecimal number of at most 64 bits, not “\(text)”.")
      }
      return mask
    }
    return VectorFile.Options(
      format: try format.map { try FormatName.named($0, "capability format") }, metadataMask: mask)
  }

  private func factories() throws -> [(String, SubjectFactory)] {
    if let rvfiDii {
      var factory = SubjectFactory.model()
      factory.machineMayDeviate = true
      let timeout = (timeout ?? TimeSpan(seconds: 10)).duration
      factory.machine = { try RVFIMachineSubject.connected(to: rvfiDii, timeout: timeout) }
      return [(rvfiDii, factory)]
    }
    let options = try OwnSubjectOptions.parse(mutant.map { ["--mutant", $0] } ?? [])
    let implementation = ("implementation", try options.factory())
    return switch subject {
    case .model: [("model", .model())]
    case .implementation: [implementation]
    case .both: [("model", .model()), implementation]
    }
  }

  private func report(_ file: VectorFile, _ name: String, _ factory: SubjectFactory) throws -> VectorReport {
    do {
      return try file.check(factory)
    } catch {
      let who = rvfiDii == nil ? name : "machine at \(name)"
      throw SubjectFailure(description: "The \(who) failed on \(file.name): \(error)")
    }
  }

  private static func summarise(_ entry: Entry, showing limit: Int) {
    let report = entry.report
    let file = entry.file.padding(toLength: 29, withPad: " ", startingAt: 0)
    let subject = entry.subject.padding(toLength: 15, withPad: " ", startingAt: 0)
    let answers = report.answers == report.checked ? "" : " (\(report.answers) answers)"
    let skipped = report.skipped == 0 ? "" : ", \(report.skipped) not about our page policies"
    let against = report.endedEarly == 0 ? "" : ", \(report.endedEarly) end early"
    print(
      "\(file) \(subject) \(report.checked) checked\(answers), \(report.mismatches.count) mismatches\(skipped)\(against)"
    )
    for (name, occurrences) in report.deviations.sorted(by: { $0.key < $1.key }) {
      print(
        "  \(name): \(counted(occurrences.answers, "answer", "answers")) in "
          + counted(occurrences.vectors, "vector", "vectors"))
    }
    for mismatch in report.mismatches.prefix(limit) {
      print("  line \(mismatch.line): \(mismatch.question)")
      print("    expected \(mismatch.expected)")
      print("    observed \(mismatch.observed)")
    }
    let more = report.mismatches.count - limit
    if more > 0 { print("  and \(more) more (--show)") }
  }

  private static func conclude(_ entries: [Entry]) {
    let checked = entries.reduce(0) { $0 + $1.report.checked }
    let mismatches = entries.reduce(0) { $0 + $1.report.mismatches.count }
    print("\(checked) vectors checked, \(mismatches) mismatches")
  }
}

/// `ufork vectors export DIR`: the Model's answers as files, for implementations that are tested elsewhere.
struct VectorsExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes vectors that the Model has answered: capabilities, relocation, machine, fork.",
    discussion: """
      The directory gets files of JSON lines, a manifest and a README that describes each form. The same seed gives the \
      same files, byte for byte. `ufork vectors check` accepts the directory.
      """)

  @Argument(
    help: ArgumentHelp("The directory to write to; it is made if there is none.", valueName: "dir"),
    transform: OutputDirectory.init(checking:))
  var directory: OutputDirectory

  @Option(help: "Where all random choices come from.")
  var seed: UInt64 = 1

  func run() throws {
    let export = try VectorExport(seed: seed)
    for file in export.files { directory.file(file.name).write(file.content) }
    let width = export.manifest.files.map(\.name.count).max() ?? 0
    for file in export.manifest.files {
      guard let rows = file.rows else { continue }
      print("\(file.name.padded(to: width))  \(counted(rows, "vector", "vectors"))")
    }
  }
}
