import Dispatch
import Foundation
import PropertyTesting
import Synchronization

/// Keeps counterexamples in the failure directory, as far as it can be written to.
struct FailureKeeper: Sendable {
  private let directory: FailureDirectory
  private let parameters: [String: String]
  private let system: String
  private let replayArguments: String

  init(_ directory: FailureDirectory, subject: SubjectOptions) {
    self.directory = directory
    parameters = subject.parametersOfFailures
    system = subject.systemName
    replayArguments = subject.replayArguments
  }

  /// The counterexamples that were kept of the same system.
  ///
  /// - Parameter unreadable: Is told each file that is none of them.
  func saved(unreadable: (DamagedFile) -> Void) throws -> [Counterexample] {
    try directory.kept(unreadable: unreadable).filter { $0.file.parameters == parameters }
      .map { try $0.file.counterexample() }
  }

  /// Keeps a counterexample.
  ///
  /// - Returns: The command that checks it again, or why it could not be kept.
  func keep(_ counterexample: Counterexample) -> Result<String, KeepingError> {
    do {
      let file = try FailureFile(counterexample, parameters: parameters)
      return .success("ufork replay " + (try directory.keep(file, of: system)).quotedForShell + replayArguments)
    } catch {
      return .failure(KeepingError(description: "\(directory.path) can't be written to"))
    }
  }
}

/// Why a counterexample could not be kept.
struct KeepingError: Error, CustomStringConvertible {
  var description: String
}

/// Turns Ctrl-C, the request to end and the loss of the terminal into a call, instead of the end of the process.
final class Interrupts {
  private let sources: [any DispatchSourceSignal]

  /// - Parameter action: What to do the first time. A second interrupt ends the process at once.
  init(_ action: @escaping @Sendable () async -> Void) {
    let isFirst = Once()
    let queue = DispatchQueue(label: "interrupts")
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if isFirst.claim() {
          Task { await action() }
        } else {
          WorkerDirectory.removeAll()
          signal(number, SIG_DFL)
          raise(number)
        }
      }
      source.resume()
      return source
    }
  }

  /// Gives the signals their usual meaning back.
  func end() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }

  /// `nohup` has the loss of the terminal ignored, and that stays so.
  private static let signals: [Int32] = {
    var action = sigaction()
    let isIgnored = unsafe sigaction(SIGHUP, nil, &action) == 0 && isIgnoring(action)
    return [SIGINT, SIGTERM] + (isIgnored ? [] : [SIGHUP])
  }()

  private static func isIgnoring(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      let handler = unsafe action.__sigaction_u.__sa_handler
    #else
      let handler = unsafe action.__sigaction_handler.sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// Something that only one can have.
private final class Once: Sendable {
  private let isTaken = Atomic(false)

  /// Whether it is for the caller.
  func claim() -> Bool { !isTaken.exchange(true, ordering: .relaxed) }
}
