package import Architecture
import Foundation
import JSONReading
import SystemsUnderTest

/// A short program that pins down one point of the semantics, with the outcomes that each of its steps may have.
package struct LitmusTest: Codable, Hashable, Sendable {
  /// What a subject must be able to do for the program to say anything, beside its actions.
  package enum Need: String, Codable, Hashable, Sendable {
    /// Pointers with tags and bounds that are enforced.
    case bounds
    /// Memory and regions that can be limited, as the world says.
    case limits
  }

  /// One step, with what may come of it.
  package struct Step: Codable, Hashable, Sendable {
    package var step: ForkStep
    package var allowed: [AllowedOutcome]

    package init(_ step: ForkStep, allowed: [AllowedOutcome]) {
      self.step = step
      self.allowed = allowed
    }

    /// Reads a step; where nothing is said of its outcome, it is just done.
    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      step = try container.decode(ForkStep.self, forKey: .step)
      allowed =
        try container.decodeIfPresent([AllowedOutcome].self, forKey: .allowed) ?? [AllowedOutcome(.exactly(.done))]
    }
  }

  /// The name: the group, a dot, and what it is about.
  package var name: String
  /// What it pins down, in a sentence.
  package var text: String
  /// The rules of the specification that it illustrates.
  package var rules: [String]
  /// What it needs of a subject.
  package var needs: [Need]?
  /// What it starts with.
  package var world: ForkWorld
  package var steps: [Step]

  package init(name: String, text: String, rules: [String], needs: [Need]?, world: ForkWorld, steps: [Step]) {
    self.name = name
    self.text = text
    self.rules = rules
    self.needs = needs
    self.world = world
    self.steps = steps
  }

  /// The program for people: one line for the world, one for each step.
  package var lines: [String] { ForkProgram(world: world, steps: steps.map(\.step)).lines }
}

/// The litmus tests of a directory: one file for each group.
package struct LitmusCatalogue: Sendable {
  /// A file of tests that have a world in common.
  package struct Group: Sendable {
    /// The name of the file without its suffix.
    package var name: String
    /// What its tests are about.
    package var about: String
    package var tests: [LitmusTest]
  }

  /// The groups, in alphabetical order.
  package let groups: [Group]

  /// All tests, group by group.
  package var tests: [LitmusTest] { groups.flatMap(\.tests) }

  /// Reads every JSON file of a directory.
  ///
  /// - Throws: ``LitmusError`` if a file is damaged, a name stands twice, or there is no file.
  package init(directory: String) throws(LitmusError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    var groups: [Group] = []
    for name in names.filter({ $0.hasSuffix(".json") }).sorted() {
      groups.append(try Self.group(directory + "/" + name, name: String(name.dropLast(".json".count))))
    }
    if groups.isEmpty { throw LitmusError(file: directory, problem: "holds no litmus tests, which are *.json files") }
    self.groups = groups
    let duplicates = Dictionary(grouping: tests, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
    if let name = duplicates.first { throw LitmusError(file: directory, problem: "has two tests called \(name)") }
  }

  private static func group(_ path: String, name: String) throws(LitmusError) -> Group {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LitmusError(file: path, problem: "can't be read")
    }
    do {
      let file = try File.read(StrictJSON.parse(data))
      return Group(name: name, about: file.about, tests: file.tests(in: name))
    } catch {
      throw LitmusError(file: path, line: error.line, problem: "\(error)")
    }
  }

  /// A file as it is written: the world stands once. It is read strictly, so a misspelt key is an error.
  struct File: Decodable {
    var version: FormVersion?
    var about: String
    var world: ForkWorld
    var tests: [Test]

    static func read(_ node: JSONNode) throws(JSONProblem) -> File { try StrictJSON.decode(File.self, from: node) }

    /// The tests of a group of that name.
    func tests(in group: String) -> [LitmusTest] {
      tests.map { test in
        LitmusTest(
          name: "\(group).\(test.name)", text: test.text, rules: test.rules.map(\.name), needs: test.needs,
          world: test.world ?? world, steps: test.steps)
      }
    }

    struct Test: Decodable {
      var name: String
      var text: String
      var rules: [RuleName]
      var needs: [LitmusTest.Need]?
      var world: ForkWorld?
      var steps: [LitmusTest.Step]
    }
  }
}

/// A catalogue of litmus tests that cannot be used.
package struct LitmusError: Error, CustomStringConvertible {
  /// The file or directory.
  package var file: String
  /// The line of the file, from 1, if it is known.
  package var line: Int?
  /// What is the matter with it.
  package var problem: String

  /// What people read.
  package var description: String {
    line.map { "\(file):\($0): \(problem)" } ?? "\(file) \(problem)."
  }
}

/// The name of a rule that there is.
struct RuleName: Decodable {
  var name: String

  /// Reads a name; one of no rule is an error that says which was meant.
  init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
    let names = Rule.all.map(\.name)
    if !names.contains(name) {
      let near = NearestNames.of(name, among: names)
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "there is no rule “\(name.prefix(60))”."
            + (near.isEmpty ? "" : " Nearest: \(near.joined(separator: ", ")).")))
    }
  }
}
