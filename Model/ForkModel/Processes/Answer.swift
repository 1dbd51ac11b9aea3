import Architecture
import ExactIntegers

/// What may come of a call whose answer does not depend on where things lie.
enum Answer: Hashable {
  /// Any one of these outcomes.
  case oneOf([Outcome])
  /// So many bytes, or what else is allowed.
  case count(ClosedRange<Int>, or: Outcome?)
  /// Of each descriptor any one of these sets of events, or what else is allowed.
  case events([[PollEvents]], or: Outcome?)
  /// That number or a greater one.
  case atLeast(Integer)
  /// A limit, the soft one of which is that or more.
  case limit(atLeast: Integer)
  /// Any one of these children.
  case reaped(oneOf: [ProcessNumber: Ending])

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
  var least: Outcome {
    switch self {
    case .oneOf(let outcomes): Self.least(of: outcomes)
    case .count(let counts, let other): other ?? .count(counts.lowerBound)
    case .events(let events, _): .events(events.map { Self.least(of: $0) })
    case .atLeast(let number): .value(number)
    case .limit: .limit(.none)
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
