/// What may come of a call whose answer does not depend on where things lie.
enum Answer: Hashable {
  /// Any one of these outcomes.
  case oneOf([Outcome])
  /// So many bytes, or what else is allowed.
  case count(ClosedRange<Int>, or: Outcome?)
  /// Any one of these children.
  case reaped(oneOf: [ProcessNumber: Ending])

  /// Done, with nothing to see.
  static let done = Answer.oneOf([.done])

  /// What the single address space answers, which gives of everything the least that is allowed: whoever relies upon more will
  /// find out.
  var least: Outcome {
    switch self {
    case .oneOf(let outcomes): outcomes.first ?? .done
    case .count(let counts, let other): other ?? .count(counts.lowerBound)
    case .reaped(let zombies):
      zombies.min { $0.key < $1.key }.map { .reaped($0.key, $0.value) } ?? .wouldBlock
    }
  }
}
