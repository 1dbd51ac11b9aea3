public import Architecture
public import ExactIntegers

/// What may be observed of an action whose answer does not depend on where things lie.
public enum Answer: Hashable, Sendable {
  /// Any one of these observations.
  case oneOf([Observation])
  /// So many bytes, or what else is allowed.
  case count(ClosedRange<Int>, or: Observation?)
  /// Of each descriptor any one of these sets of events, or what else is allowed.
  case events([[Options<PollEvent>]], or: Observation?)
  /// That number or a greater one.
  case atLeast(Integer)
  /// These limits.
  case limits(ResourceLimit)
  /// A limit, the soft one of which is that or more.
  case limit(atLeast: Integer)
  /// Any one of these children.
  case reaped(oneOf: [ProcessName: TerminationStatus])
  /// The access ends the process.
  case killed(AccessRefusal)

  /// Done, with nothing to see.
  static let done = Answer.oneOf([.done])

  /// The call fails, in any one of these ways.
  static func failed(oneOf errors: [ErrorNumber]) -> Answer { .oneOf(errors.map { .failed($0) }) }

  /// What may come of a call that may just as well fail with some errors.
  static func orFailure(
    _ errors: [ErrorNumber], _ body: () throws(ActionFailure) -> Answer
  ) throws(ActionFailure) -> Answer {
    do {
      let answer = try body()
      guard case .oneOf(let observations) = answer else { return answer }
      return .oneOf(observations + errors.map { .failed($0) })
    } catch .failed(let reasons) {
      throw .failed(oneOf: reasons + errors)
    } catch .wouldBlock {
      return .oneOf([.wouldBlock] + errors.map { .failed($0) })
    }
  }

  /// Whether the answer allows an observation.
  public func allows(_ observation: Observation) -> Bool {
    switch self {
    case .oneOf(let observations): return observations.contains(observation)
    case .count(let counts, let other):
      if case .count(let count) = observation, counts.contains(Int(count)) { return true }
      return observation == other
    case .events(let events, let other):
      guard case .events(let observed) = observation else { return observation == other }
      return events.count == observed.count && zip(events, observed).allSatisfy { $0.contains($1) }
    case .atLeast(let least):
      guard case .value(let number) = observation else { return false }
      return Integer(number) >= least
    case .limits(let limit):
      guard case .limits(let soft, let hard) = observation else { return false }
      return ResourceLimit(soft: soft, hard: hard) == limit
    case .limit(let least):
      guard case .limits(let soft, let hard) = observation else { return false }
      return ResourceLimit(soft: soft, hard: hard).soft >= least && hard >= soft
    case .reaped(let zombies):
      guard case .reaped(let child, let status) = observation else { return false }
      return zombies[child]?.isReported(as: status) == true
    case .killed(let refusal): return observation == .killed(refusal.fault)
    }
  }

  /// What the single address space answers, which gives of everything the least that is allowed: a program that relies
  /// on more than is promised finds out.
  var least: Observation {
    switch self {
    case .oneOf(let observations): Self.least(of: observations)
    case .count(let counts, let other): other ?? .count(bytes: UInt32(clamping: counts.lowerBound))
    case .events(let events, _): .events(happened: events.map { Self.least(of: $0) })
    case .atLeast(let number): .value(number.word)
    case .limits(let limit): .limits(soft: limit.soft.word, hard: limit.hard.word)
    case .limit: .limits(soft: ResourceLimit.infinity.word, hard: ResourceLimit.infinity.word)
    case .reaped(let zombies):
      Self.least(of: zombies.sorted { $0.key < $1.key }.map { .reaped($0.key, $0.value) })
    case .killed(let refusal): .killed(refusal.fault)
    }
  }

  /// The first of what is allowed, which is the least; something always is.
  private static func least<Allowed>(of allowed: [Allowed]) -> Allowed {
    guard let least = allowed.first else { impossible("Answer.least", "an answer allows nothing") }
    return least
  }
}

/// Why an action is not done.
enum ActionFailure: Error, Hashable {
  /// Memory refuses the access, which ends the process.
  case refused(AccessRefusal)
  /// The call fails in one of these ways, of which there is one at least.
  case failed(oneOf: [ErrorNumber])
  /// The call writes to a pipe that no process can read any more.
  case brokenPipe
  /// The call would have to wait.
  case wouldBlock
  /// There is no such process to act, or the name of the child is in use.
  case skipped

  /// The call fails in one way.
  static func failed(_ error: ErrorNumber) -> ActionFailure { .failed(oneOf: [error]) }
}

extension ProcessSystem {
  /// What may be observed of an action that is not done, which either view answers in the same way.
  ///
  /// Rule ``posix.refusal.ends``: A refused access changes nothing but that it ends the process.
  mutating func answer(to failure: ActionFailure, by name: ProcessName) -> Answer {
    switch failure {
    case .refused(let refusal):
      end(name, .signaled(refusal.signal))
      return .killed(refusal)
    case .failed(let errors): return .failed(oneOf: errors)
    case .brokenPipe: return .oneOf([raise(.pipe, orFail: .brokenPipe, by: name)])
    case .wouldBlock: return .oneOf([.wouldBlock])
    case .skipped: return .oneOf([.noSuchProcess])
    }
  }
}

/// What an action gives where it does not fail, and nil where it does: for rules in which a failure is one of the
/// cases.
func unlessItFails<Result>(_ body: () throws(ActionFailure) -> Result) -> Result? {
  do { return try body() } catch { return nil }
}
