import Foundation
import PropertyTesting
import Testing

/// What is said of a worker process by the way in which it ended.
struct WorkerLifeTests {
  /// Has a shell, as a worker, do something to itself when it has read a request.
  private func loss(_ command: String, secondsPerCase: Double = 30) async throws -> Loss? {
    let directory = NSTemporaryDirectory() + "/worker-life-tests-\(UInt64.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    // The eight bytes announce case 0, as a worker does that has begun.
    let script = "printf '\\001\\000\\000\\000\\000\\000\\000\\000' > \"$2\"; read line; \(command)"
    let launch = WorkerLaunch(
      executable: "/bin/sh", arguments: ["-c", script, "worker"], directory: directory, secondsPerCase: secondsPerCase)
    let worker = WorkerProcess(launch, number: 0)
    let reply = await worker.send(.check(property: "p", seed: 1, indices: 0..<1))
    await worker.close()
    guard case .lost(let loss) = reply else {
      Issue.record("\(reply)")
      return nil
    }
    return loss
  }

  @Test(arguments: ["KILL", "TERM", "HUP"])
  func `A signal that nobody sends himself by a mistake may come from outside`(signal: String) async throws {
    let loss = try #require(await loss("kill -\(signal) $$"))
    #expect(loss.mayComeFromOutside)
    #expect(loss.outcome.isOfSameKind(as: .crashes("")))
    #expect(loss.index == 0)
  }

  @Test(arguments: ["kill -SEGV $$", "kill -ABRT $$", "kill -ILL $$", "kill -BUS $$", "kill -FPE $$", "exit 3"])
  func `A crash does not come from outside`(command: String) async throws {
    let loss = try #require(await loss(command))
    #expect(!loss.mayComeFromOutside)
    #expect(loss.outcome.isOfSameKind(as: .crashes("")))
  }

  @Test func `A process that is stopped may have been stopped from outside`() async throws {
    let loss = try #require(await loss("kill -STOP $$", secondsPerCase: 1))
    #expect(loss.mayComeFromOutside)
    #expect(loss.outcome == .hangs("no answer within 1 s"))
  }

  @Test(arguments: [(0.5, "0.5 s"), (1, "1 s"), (60, "60 s"), (3600, "3 600 s"), (31_536_000, "31 536 000 s")])
  func `Seconds are written as all numbers are`(seconds: Double, text: String) {
    #expect(seconds.secondsText == text)
  }
}
