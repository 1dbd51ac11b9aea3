import Foundation
import PropertyTesting
import Testing

struct FailureFileTests {
  private let directory = FailureDirectory(
    path: NSTemporaryDirectory() + "/failure-file-tests-\(UInt64.random(in: 0 ... .max))")

  /// The files that are kept; every other is an issue.
  private func kept() throws -> [(path: String, file: FailureFile)] {
    try directory.kept { Issue.record("\($0)") }
  }

  private func file(
    explanation: [String] = [], testCase: String? = nil, parameters: [String: String] = ["mutant": "some-mistake"]
  ) throws -> FailureFile {
    let failure = Failure("It holds.", step: 0, expected: "1", observed: "2", explanation: explanation)
    return try FailureFile(
      Counterexample(
        property: "test.property", seed: .max, index: 3, outcome: .fails(failure), choices: [0, .max],
        testCase: testCase ?? #"{"large":18446744073709551615,"negative":-3,"list":[true,null,"\u2028"],"real":0.5}"#,
        steps: ["one"], shrinking: ShrinkSummary(), isReproducible: true),
      parameters: parameters)
  }

  /// Writes text where a failure file is expected, reads it, and answers what is said about it.
  private func complaint(about text: String) throws -> String {
    try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    let path = directory.path + "/damaged.json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    do {
      _ = try FailureFile.read(path: path)
      return "nothing"
    } catch let damage as DamagedFile {
      return "\(damage)".replacingOccurrences(of: directory.path + "/", with: "")
    }
  }

  @Test func `What is kept is read back`() throws {
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    let file = try file()
    let path = try directory.keep(file, of: "some-mistake")
    #expect(try FailureFile.read(path: path) == file)
    #expect(try kept().map(\.path) == [path])
    #expect(
      try file.counterexample().testCase
        == #"{"large":18446744073709551615,"list":[true,null,"\#u{2028}"],"negative":-3,"real":0.5}"#)
  }

  @Test func `The same failure replaces the older file`() throws {
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    _ = try directory.keep(try file(), of: "a")
    _ = try directory.keep(try file(explanation: ["newer"]), of: "a")
    #expect(try kept().count == 1)
  }

  @Test func `Another system's counterexample and another case replace nothing`() throws {
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    let paths = [
      try directory.keep(try file(), of: "a"), try directory.keep(try file(), of: "b"),
      try directory.keep(try file(testCase: "1"), of: "a"),
      try directory.keep(try file(parameters: ["kernel-command": #"["a","--other"]"#]), of: "a"),
    ]
    #expect(Set(paths).count == 4)
    #expect(try kept().count == 4)
    #expect(paths[0].hasPrefix(directory.path + "/test.property-a-"))
  }

  @Test func `The name of a file has only characters that every file system takes`() throws {
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    let path = try directory.keep(try file(), of: "../\u{1B}[2J é:\\" + String(repeating: "x", count: 500))
    let name = path.dropFirst(directory.path.count + 1)
    #expect(name.count < 200)
    #expect(name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) })
    #expect(try kept().count == 1)
  }

  @Test(arguments: ["", "{}", "[]", "{\"format\": \"ufork-failure\", \"version\": 99}", "{\"format\": \"other\"}"])
  func `A file that is none of these is named, and the others are read`(text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: directory.path) }
    let path = try directory.keep(try file(), of: "a")
    try text.write(toFile: directory.path + "/a.json", atomically: true, encoding: .utf8)
    var damaged: [String] = []
    #expect(try directory.kept { damaged.append($0.path) }.map(\.path) == [path])
    #expect(damaged == [directory.path + "/a.json"])
  }

  @Test func `A directory that is not there holds nothing`() throws {
    #expect(try kept().isEmpty)
  }

  @Test func `A damaged file is named with its line and what was expected`() throws {
    let whole = """
      {
        "format": "ufork-failure", "version": 2,
        "property": "p", "guarantee": "g", "parameters": {}, "seed": 1, "index": 0,
        "outcome": {"verdict": "hangs", "reason": "x"}, "choices": [], "case": 1, "steps": ["a"],
        "shrinking": {"evaluations": 0, "improvements": 0, "seconds": 0, "isComplete": true,
          "stepsBefore": 1, "stepsAfter": 1}
      }
      """
    #expect(try complaint(about: whole) == "nothing")
    let cut = String(whole.prefix(whole.count / 2))
    #expect(try complaint(about: cut).hasPrefix("damaged.json:4: this is not valid JSON"))
    #expect(
      try complaint(about: whole.replacingOccurrences(of: "\"seed\": 1, ", with: ""))
        == "damaged.json:1: “seed” is missing")
    #expect(
      try complaint(about: whole.replacingOccurrences(of: "\"index\": 0", with: "\"index\": \"no\""))
        == "damaged.json:3: index: expected a whole number, found the text “no”")
    #expect(
      try complaint(about: whole.replacingOccurrences(of: "\"version\": 2", with: "\"version\": 9"))
        == "damaged.json:2: expected version 2 of the format, this is the number 9")
    #expect(
      try complaint(about: whole.replacingOccurrences(of: "ufork-failure", with: "other"))
        == "damaged.json:2: expected \"format\": \"ufork-failure\", this is another file")
    #expect(
      try complaint(about: "{}") == "damaged.json:1: expected \"format\": \"ufork-failure\", this is another file")
    #expect(try complaint(about: "") == "damaged.json:1: this is not valid JSON: expected a value, found the end")
    #expect(
      try complaint(about: "[1]") == "damaged.json:1: expected \"format\": \"ufork-failure\", this is another file")
  }
}
