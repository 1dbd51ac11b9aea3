import ArgumentParser
import Foundation
import PropertyTesting
import Synchronization
import SystemPackage

/// `ufork worker`: checks cases on behalf of another ufork process.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Checks cases on behalf of another ufork process.", shouldDisplay: false)

  @OptionGroup var subject: SubjectOptions

  @Option(help: ArgumentHelp("The file in which each case is announced.", valueName: "file"))
  var status: String

  func run() throws {
    let factory = try subject.factory()
    try WorkerLoop.run(
      properties: try subject.properties(of: factory) + CanaryProperties.all, status: status,
      standardError: factory.standardError)
  }
}

/// The files that workers write while they live.
struct WorkerDirectory: ~Copyable {
  /// Those that are in use.
  private static let inUse = Mutex<Set<String>>([])

  /// Its path.
  let path: String

  /// Makes an empty directory that nobody else has, and nobody else can use.
  init() throws {
    let parent = NSTemporaryDirectory()
    var template = Array((parent + (parent.hasSuffix("/") ? "" : "/") + "ufork-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw UsageError("No directory can be made in \(parent): \(Errno(rawValue: errno)).")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let made = path
    Self.inUse.withLock { _ = $0.insert(made) }
  }

  deinit {
    Self.remove(path)
  }

  /// Ends its use.
  consuming func remove() {}

  /// Removes all that are in use, before the process ends in the midst of its work.
  static func removeAll() {
    for path in inUse.withLock({ $0 }) { remove(path) }
  }

  /// How this same program is started as a worker.
  func launch(_ subject: SubjectOptions, secondsPerCase: Double = 10) throws -> WorkerLaunch {
    guard let executable = Bundle.main.executablePath else {
      throw UsageError("The path of this program is not known, so it can't start workers.")
    }
    return WorkerLaunch(
      executable: executable, arguments: ["worker"] + subject.arguments, directory: path,
      secondsPerCase: secondsPerCase)
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
    inUse.withLock { _ = $0.remove(path) }
  }
}

/// Properties that must be red, so that the reporting of failures, crashes and hangs is known to work, and one that is
/// still at work when they are.
///
/// They run only when they are named: `ufork check canary`.
enum CanaryProperties {
  /// All of them.
  static var all: [any Property] {
    [
      Canary(name: "canary.fails", behaviour: .fails), Canary(name: "canary.crashes", behaviour: .crashes),
      Canary(name: "canary.hangs", behaviour: .hangs), Canary(name: "canary.loops", behaviour: .loops),
      Canary(name: "canary.slow", behaviour: .sleeps),
    ]
  }
}

/// A list of numbers below 50, which is claimed of numbers up to 100.
private struct Canary: Property {
  enum Behaviour { case fails, crashes, hangs, loops, sleeps }

  let name: String
  let behaviour: Behaviour
  private var sink = 0

  init(name: String, behaviour: Behaviour) {
    self.name = name
    self.behaviour = behaviour
  }

  var guarantee: String { "Every number is below 50." }
  var requirements: Requirements { Requirements(cases: 1, stepsPerCase: 100_000) }

  func generate(from source: inout ChoiceSource) -> [Int] {
    source.list(0...20) { $0.integer(in: 0...100) }
  }

  mutating func check(_ testCase: [Int], recording: inout Recorder) throws -> Verdict {
    guard let step = testCase.firstIndex(where: { $0 >= 50 }) else { return .holds }
    switch behaviour {
    case .fails: return .fails(Failure(guarantee, step: step, expected: "less than 50", observed: "\(testCase[step])"))
    case .crashes: fatalError("the canary met \(testCase[step])")
    case .hangs: while true { try recording.spend() }
    case .loops: while true { sink &+= 1 }
    case .sleeps:
      Thread.sleep(forTimeInterval: 0.1)
      return .holds
    }
  }

  func describe(_ testCase: [Int]) -> [String] { testCase.map { "meet \($0)" } }
}
