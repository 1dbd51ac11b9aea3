import Foundation
import Testing

struct MutantsMutantTests {
  @Test func `A mutant is noticed, and its counterexample shortened`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(
      [
        "mutants", "load-barrier-dropped", "--property", "fork.frameInvariants", "--first", "--budget", "3s", "--json",
        "matrix.json",
      ], in: directory)
    #expect(result.exitCode == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("  load-barrier-dropped  killed     fork.frameInvariants ("))
    #expect(result.output.contains("1 of 1 mutant noticed in "))
  }

  @Test func `A mutant that nothing notices is an error`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(
      ["mutants", "load-barrier-dropped", "--property", "capability", "--budget", "500ms"], in: directory)
    #expect(result.exitCode == 1)
    #expect(result.output.contains("Survivors: load-barrier-dropped."))
  }

  @Test func `Each mutant is told as soon as it is known, into a pipe too`() async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(
      [
        "mutants", "load-barrier-dropped", "decode-length-carry-dropped", "--property", "fork.frameInvariants",
        "--budget", "10m", "--workers", "1", "--first",
      ], in: directory)
    // The second mutant takes ten minutes, because the property has nothing to do with it.
    try await running.wait { try running.output().contains("  load-barrier-dropped") ? true : nil }
    #expect(running.isRunning)
    running.send(SIGINT)
    #expect(try await running.end().exitCode == 130)
  }

  @Test func `Somebody who ends workers kills no mutant`() async throws {
    let directory = try TemporaryDirectory()
    let running = try RunningProcess(
      [
        "mutants", "load-barrier-dropped", "--property", "capability.agreement.cc128", "--budget", "2s", "--workers",
        "1",
      ], in: directory)
    var ended: Set<Int32> = []
    while running.isRunning, ended.count < 3, let worker = try? await running.busyWorker(otherThan: ended) {
      kill(worker, SIGKILL)
      ended.insert(worker)
    }
    let process = try await running.end()
    #expect(process.output.contains("0 of 1 mutant noticed in "), "\(process.output)\(process.errors)")
    #expect([1, 4].contains(process.exitCode))
    #expect(try running.temporaryFiles().isEmpty)
  }
}
