/// The calls whose rules are the same in both views.
extension ProcessSystem {
  /// Performs a call, unless there may be a choice: ``follow(_:by:to:)`` does what was chosen.
  ///
  /// - Returns: what may come of it.
  mutating func answer(_ action: ProcessAction, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch action {
    case .file(let call): return try answer(call, by: name)
    case .signal(let call): return try answer(call, by: name)
    case .limit(let call): return try answer(call, by: name)
    case .time(let call): return try answer(call)
    case .queue(let call): return try answer(call, by: name)
    case .wait: return .reaped(oneOf: try zombies(of: name))
    case .waitFor(let child): return .reaped(oneOf: try zombies(of: name, named: child))
    case .exit(let status): end(name, .exited(status))
    case .createThread(let thread): try createThread(thread, of: name)
    case .exitThread: exitThread(of: name)
    case .joinThread(let thread): try joinThread(thread, of: name)
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .memory, .fork, .vfork, .execute, .spawn:
      throw .skipped
    }
    return .done
  }

  /// Follows the choice that an outcome has made among those of an answer.
  mutating func follow(_ action: ProcessAction, by name: ProcessNumber, to outcome: Outcome) {
    switch action {
    case .file(let call): follow(call, by: name, to: outcome)
    case .queue(let call): follow(call, by: name, to: outcome)
    case .limit(let call): follow(call, by: name, to: outcome)
    case .time(let call): follow(call, to: outcome)
    case .wait, .waitFor: if case .reaped(let child, _) = outcome { processes[child] = nil }
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .memory, .fork, .vfork, .execute, .spawn,
      .signal,
      .exit, .createThread, .exitThread, .joinThread:
      break
    }
  }
}
