import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// One life of a worker process, from its start to its end.
final class WorkerLife: Sendable {
  private struct Exchange: Sendable {
    let line: [UInt8]
    let secondsPerCase: Double
    let continuation: CheckedContinuation<WorkerReply, Never>
  }

  private let requests: AsyncStream<Exchange>.Continuation
  private let watch: Watch
  private let life: Task<Void, Never>

  init(_ launch: WorkerLaunch, number: Int) {
    let (stream, continuation) = AsyncStream.makeStream(of: Exchange.self)
    requests = continuation
    let watch = Watch(status: "\(launch.directory)/worker-\(number).status")
    self.watch = watch
    life = Task {
      await Self.live(launch, number: number, watch: watch, requests: stream, finish: continuation.finish)
    }
  }

  /// Sends a request and waits for the answer, or for the process to end. If the task is cancelled, the process is
  /// killed.
  ///
  /// - Parameter secondsPerCase: How long the process may work on one case before it is killed.
  func exchange(_ request: WorkerRequest, secondsPerCase: Double) async -> WorkerReply {
    guard let line = try? JSONEncoder().encode(request) else {
      return .refused("the request can't be written as JSON")
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let exchange = Exchange(
          line: line + [UInt8(ascii: "\n")], secondsPerCase: secondsPerCase, continuation: continuation)
        if case .terminated = requests.yield(exchange) {
          continuation.resume(returning: .refused("the worker has ended"))
        }
      }
    } onCancel: {
      watch.cancel()
    }
  }

  /// Lets the process end, and waits for it.
  func end() async {
    requests.finish()
    await life.value
  }

  private static func live(
    _ launch: WorkerLaunch, number: Int, watch: Watch, requests: AsyncStream<Exchange>, finish: () -> Void
  ) async {
    let errors = FilePath("\(launch.directory)/worker-\(number).stderr")
    // What a former life announced last would be taken for this one's.
    try? FileManager.default.removeItem(atPath: watch.status)
    var pending: Exchange?
    var reply: WorkerReply
    do {
      let standardError = try FileDescriptor.open(
        errors, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
      let result = try await Subprocess.run(
        .path(FilePath(launch.executable)),
        arguments: Arguments(launch.arguments + ["--status", watch.status]),
        // Equal cases must be made by every worker, whatever order sets and dictionaries happen to have.
        environment: .inherit.updating(["SWIFT_DETERMINISTIC_HASHING": "1", "SWIFT_BACKTRACE": "enable=no"]),
        input: .inputWriter, output: .sequence,
        error: .fileDescriptor(standardError, closeAfterSpawningProcess: true)
      ) { execution in
        let watching = Task { await watch.run { try? execution.send(signal: .kill) } }
        defer { watching.cancel() }
        var lines = LineReader(execution.standardOutput)
        for await exchange in requests {
          pending = exchange
          watch.begin(secondsPerCase: exchange.secondsPerCase)
          // If the process has ended, how it did is told when it is waited for.
          guard (try? await execution.standardInputWriter.write(exchange.line)) != nil,
            let line = try? await lines.next()
          else { return }
          watch.end()
          exchange.continuation.resume(returning: try decode(line))
          pending = nil
        }
      }
      let loss = loss(of: result.terminationStatus, watch: watch, errors: errors)
      reply = watch.isCancelled ? .refused("interrupted") : .lost(loss)
    } catch {
      reply = .refused("the worker \(launch.executable) can't be used: \(error)")
    }
    finish()
    pending?.continuation.resume(returning: reply)
    for await exchange in requests { exchange.continuation.resume(returning: reply) }
  }

  private static func decode(_ line: [UInt8]) throws -> WorkerReply {
    do {
      return try JSONDecoder().decode(WorkerReply.self, from: Data(line))
    } catch {
      return .refused("the worker's answer can't be read: \(error)")
    }
  }

  private static func loss(of status: TerminationStatus, watch: Watch, errors: FilePath) -> Loss {
    let identifier = CaseAnnouncement.read(path: watch.status)
    if let seconds = watch.killedAfter {
      return Loss(.hangs("no answer within \(seconds.secondsText)"), at: identifier, mayComeFromOutside: true)
    }
    let message = lastMessage(in: errors)
    switch status {
    case .exited(let code):
      let outcome = Outcome.crashes(message ?? "the process ended with exit code \(code)")
      return Loss(outcome, at: identifier, mayComeFromOutside: false)
    case .signaled(let signal):
      let name = signalName(Int32(signal))
      let outcome = Outcome.crashes(message.map { "\($0) (\(name))" } ?? name)
      return Loss(outcome, at: identifier, mayComeFromOutside: !isOwnFault(Int32(signal)))
    }
  }

  /// Whether a signal is what a process brings upon itself by a mistake.
  private static func isOwnFault(_ signal: Int32) -> Bool {
    [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS].contains(signal)
  }

  /// The line of standard error that says why the process ended.
  private static func lastMessage(in path: FilePath) -> String? {
    guard let text = try? String(contentsOfFile: path.string, encoding: .utf8) else { return nil }
    let lines = text.split(whereSeparator: \.isNewline)
    return (lines.last { $0.contains("Fatal error") || $0.contains("Error:") } ?? lines.last).map { String($0).limited }
  }

  private static func signalName(_ signal: Int32) -> String {
    switch signal {
    case 4: "illegal instruction, as after a failed check of the Swift runtime"
    case 5: "trap, as after a failed check of the Swift runtime"
    case 6: "abort"
    case 7, 10: "bus error"
    case 8: "arithmetic exception"
    case 9: "killed, perhaps for want of memory"
    case 11: "segmentation fault"
    case 15: "asked to end"
    default: "signal \(signal)"
    }
  }
}

/// How a worker was lost.
package struct Loss: Codable, Hashable, Sendable {
  /// The case of a run that it was working on, if it was.
  package var index: Int?
  /// A crash or a hang, if the case is to blame.
  package var outcome: Outcome
  /// Whether something outside may be to blame instead: a signal that code does not send itself by a mistake, as
  /// `kill` and a machine without memory do, or a process that was stopped until its time was up.
  package var mayComeFromOutside: Bool

  package init(_ outcome: Outcome, at index: Int?, mayComeFromOutside: Bool) {
    self.outcome = outcome
    self.index = index
    self.mayComeFromOutside = mayComeFromOutside
  }

  /// Whether another worker was lost in the same way on the same case.
  func isSame(as other: Loss) -> Bool {
    index == other.index && outcome.isOfSameKind(as: other.outcome)
  }
}

extension Loss: CustomStringConvertible {
  /// What people read.
  package var description: String {
    let place = index.map { "case \($0)" } ?? "no case"
    return switch outcome {
    case .hangs(let reason): "\(place): \(reason)"
    case .crashes(let reason): "\(place): the process of the worker ended: \(reason)"
    case .holds, .discarded, .fails, .breaks: "\(place): the worker was lost"
    }
  }
}
