import Foundation
import Testing

struct ExploreTests {
  @Test func `A difference is kept, and can be replayed`() async throws {
    let directory = try TemporaryDirectory()
    let explored = try await UforkProcess.run(
      ["explore", "--depth", "3", "--world", "family", "--mutant", "sibling-copied-early", "--json", "report.json"],
      in: directory)
    #expect(explored.exitCode == 1, "\(explored.output)\(explored.errors)")
    let command = try #require(explored.output.split(separator: "\n").last { $0.hasPrefix("Again: ufork ") })
    let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
    let replayed = try await UforkProcess.run(arguments, in: directory)
    #expect(replayed.exitCode == 1)
    #expect(replayed.output.contains("It fails again."))
    #expect(try await UforkProcess.run(arguments + ["--without-mutant"], in: directory).exitCode == 0)
    #expect(FileManager.default.fileExists(atPath: directory.path + "/report.json"))
  }

  @Test func `An exploration goes on where it was saved`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["explore", "--world", "reuse", "--strategy", "coa", "--states", "states", "--depth"]
    let first = try await UforkProcess.run(arguments + ["2"], in: directory)
    #expect(first.exitCode == 0, "\(first.output)\(first.errors)")
    let second = try await UforkProcess.run(arguments + ["2"], in: directory)
    #expect(second.output.contains("depth 2"))
    #expect(second.output.contains(" 0 steps"))
    let other = try await UforkProcess.run(arguments + ["2", "--mutant", "fault-grants-write"], in: directory)
    #expect(other.exitCode == 2)
  }
}
