import Synchronization

/// Ends a worker process that works on one case for too long.
final class Watch: Sendable {
  private struct State {
    /// How long one case may take, while a request is being served.
    var secondsPerCase: Double?
    /// The case that was announced when it was last looked at, and since when.
    var announced: Int?
    var since = ContinuousClock.now
    var killedAfter: Double?
    var isCancelled = false
  }

  /// How long a process may take to start, in seconds.
  private static let secondsToStart = 60.0

  /// The file in which the process announces its cases.
  let status: String
  private let state = Mutex(State())

  init(status: String) {
    self.status = status
  }

  /// How long the process had been working on a case when it was killed, in seconds; `nil` if it was not.
  var killedAfter: Double? { state.withLock { $0.killedAfter } }

  /// Whether the process was killed because nobody waits for it any more.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Nobody waits for the process any more.
  func cancel() {
    state.withLock { $0.isCancelled = true }
  }

  /// A request begins.
  func begin(secondsPerCase: Double) {
    state.withLock {
      $0.secondsPerCase = secondsPerCase
      $0.announced = nil
      $0.since = .now
    }
  }

  /// The request is answered.
  func end() {
    state.withLock { $0.secondsPerCase = nil }
  }

  /// Looks again and again until the task is cancelled.
  func run(kill: () -> Void) async {
    while (try? await Task.sleep(for: .milliseconds(100))) != nil {
      let announced = CaseAnnouncement.read(path: status)
      let isOverdue = state.withLock { state in
        guard let limit = state.secondsPerCase else { return false }
        if state.isCancelled { return true }
        if announced != state.announced {
          state.announced = announced
          state.since = .now
        }
        // Before it announces anything, the process is starting, which a busy machine may delay.
        let patience = announced == nil ? max(limit, Self.secondsToStart) : limit
        guard ContinuousClock.now - state.since > .seconds(patience) else { return false }
        state.killedAfter = limit
        return true
      }
      if isOverdue { return kill() }
    }
  }
}
