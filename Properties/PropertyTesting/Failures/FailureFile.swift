import Foundation
import JSONReading

/// A counterexample as it is kept in a file, with all that is needed to check it again.
///
/// The file is one JSON object; Docs/FailureFiles.md describes its members. What matters for checking it again is the
/// `case`, not the choices: it stays valid when generators change.
public struct FailureFile: Codable, Hashable, Sendable {
  /// What `format` must say.
  public static let format = "ufork-failure"
  /// The version of the format that is written, and the newest that is read.
  public static let version = 2

  /// Says that the file is one of these.
  public var format = FailureFile.format
  /// The version of the format.
  public var version = FailureFile.version
  /// The name of the property.
  public var property: String
  /// The guarantee that is violated, in a sentence.
  public var guarantee: String
  /// What the property was checked against, by the names of the command line: `mutant`, `isolation` …
  public var parameters: [String: String]
  /// The seed of the run that found it.
  public var seed: UInt64
  /// The index of the case that it was shortened from.
  public var index: Int
  /// How it went wrong.
  public var outcome: Outcome
  /// The choices behind the case.
  public var choices: [UInt64]
  /// The case.
  public var `case`: JSONValue
  /// The case for people, one step a line.
  public var steps: [String]
  /// How far the shortening got.
  public var shrinking: ShrinkSummary

  /// A counterexample with what its property was checked against.
  public init(_ counterexample: Counterexample, parameters: [String: String]) throws {
    property = counterexample.property
    guarantee = counterexample.outcome.violatedGuarantee ?? ""
    self.parameters = parameters
    seed = counterexample.seed
    index = counterexample.index
    outcome = counterexample.outcome
    choices = counterexample.choices
    `case` = try JSONValue(text: counterexample.testCase)
    steps = counterexample.steps
    shrinking = counterexample.shrinking
  }

  /// The counterexample in the file.
  public func counterexample() throws -> Counterexample {
    Counterexample(
      property: property, seed: seed, index: index, outcome: outcome, choices: choices, testCase: try `case`.text(),
      steps: steps, shrinking: shrinking, isReproducible: true)
  }
}

extension FailureFile {
  /// Reads a file.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: What it holds.
  /// - Throws: ``DamagedFile`` with the line and what is wrong there.
  public static func read(path: String) throws -> FailureFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DamagedFile(path: path, line: nil, expected: "a file that can be read")
    }
    do {
      let node = try StrictJSON.parse(data)
      try checkHeader(node, path)
      return try StrictJSON.decode(FailureFile.self, from: node)
    } catch let problem as JSONProblem {
      throw DamagedFile(path: path, line: problem.line, problem: "\(problem)")
    }
  }

  /// Sees to it that the file is one of these, of this version, before anything else is said of it.
  private static func checkHeader(_ node: JSONNode, _ path: String) throws {
    guard case .string(format)? = node["format"]?.content else {
      throw DamagedFile(
        path: path, line: node["format"]?.line ?? node.line,
        expected: "\"format\": \"\(format)\", this is another file")
    }
    guard case .number("\(version)")? = node["version"]?.content else {
      throw DamagedFile(
        path: path, line: node["version"]?.line ?? node.line,
        expected: "version \(version) of the format, this is \(node["version"].map(\.kind) ?? "none")")
    }
  }
}

/// A file that is not what it should be.
public struct DamagedFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public var path: String
  /// The line, from 1, if it is known.
  public var line: Int?
  /// What is wrong there.
  public var problem: String

  /// A file in which something else was expected.
  public init(path: String, line: Int?, expected: String) {
    self.init(path: path, line: line, problem: "expected \(expected)")
  }

  /// A file with a problem.
  public init(path: String, line: Int?, problem: String) {
    self.path = path
    self.line = line
    self.problem = problem
  }

  /// What people read: file, line, what is wrong.
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(problem)"
  }
}
