import Architecture
import ExactIntegers

/// What may come of a call whose answer does not depend on where things lie.
enum Answer: Hashable {
  /// Any one of these outcomes.
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

  /// Done, with nothing to see.
  static let done = Answer.oneOf([.done])

  /// What may come of a call that may just as well fail with some errors.
  static func orFailure(
    _ errors: [ErrorNumber], _ body: () throws(ActionFailure) -> Answer
  ) throws(ActionFailure) -> Answer {
    do {
      let answer = try body()
      guard case .oneOf(let outcomes) = answer else { return answer }
      return .oneOf(outcomes + errors.map { .failed($0) })
    } catch .failed(let error) {
      throw errors.isEmpty ? .failed(error) : .failedOneOf([error] + errors)
    } catch .wouldBlock {
      if errors.isEmpty { throw .wouldBlock }
      return .oneOf([.wouldBlock] + errors.map { .failed($0) })
    }
  }

  /// What the single address space answers, which gives of everything the least that is allowed: whoever relies upon
  /// more will find out.
  var least: Observation {
    switch self {
    case .oneOf(let outcomes): Self.least(of: outcomes)
    case .count(let counts, let other): other ?? .count(bytes: UInt32(clamping: counts.lowerBound))
    case .events(let events, _): .events(happened: events.map { Self.least(of: $0) })
    case .atLeast(let number): .value(number.word)
    case .limits(let limit): .limits(soft: limit.soft.word, hard: limit.hard.word)
    case .limit: .limits(soft: ResourceLimit.infinity.word, hard: ResourceLimit.infinity.word)
    case .reaped(let zombies):
      Self.least(of: zombies.sorted { $0.key < $1.key }.map { .reaped($0.key, $0.value) })
    }
  }

  /// The first of what is allowed, which is the least; something always is.
  private static func least<Allowed>(of allowed: [Allowed]) -> Allowed {
    guard let least = allowed.first else { impossible("Answer.least", "an answer allows nothing") }
    return least
  }
}
