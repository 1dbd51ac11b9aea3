import Foundation
import Subjects

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
    do {
      let file = try JSONDecoder().decode(File.self, from: try Data(contentsOf: URL(filePath: path)))
      let tests = file.tests.map { test in
        LitmusTest(
          name: "\(name).\(test.name)", text: test.text, rules: test.rules, needs: test.needs,
          world: test.world ?? file.world, steps: test.steps)
      }
      return Group(name: name, about: file.about, tests: tests)
    } catch {
      throw LitmusError(file: path, problem: "is no file of litmus tests: \(error)")
    }
  }

  /// A file as it is written: the world stands once.
  private struct File: Decodable {
    var about: String
    var world: ForkWorld
    var tests: [Test]

    struct Test: Decodable {
      var name: String
      var text: String
      var rules: [String]
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
  /// What is the matter with it.
  package var problem: String

  /// What people read.
  package var description: String { "\(file) \(problem)." }
}
