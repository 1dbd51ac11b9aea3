public import Architecture
public import ExactIntegers

/// What the POSIX view allows to be observed of an action.
///
/// Most actions leave no choice. Where there is freedom, the case lists what is allowed.
public enum Expectation: Hashable, Sendable {
  /// Nothing is seen. A subject may nevertheless show the register that was written.
  case done(written: PosixValue?)
  /// A number, given by its bytes from the lowest.
  case value([PosixByte])
  /// The content of a register.
  case register(PosixValue)
  /// A child, or the failure of fork or spawn.
  case fork(ForkPossibilities)
  /// The image started anew in some region, or the failure of that.
  case execute(ForkPossibilities)
  /// A child in the region of its parent, or the failure of vfork.
  case vfork(ForkPossibilities)
  /// Any one of these children.
  case reaped(oneOf: [ProcessName: TerminationStatus])
  /// Pages mapped at any one of these places, which are counted in pages from the start of the region.
  case mapped(atOneOf: [Int])
  /// Any one of these outcomes, which say nothing of addresses.
  case oneOf([Observation])
  /// So many bytes were read or written, or what else is allowed.
  case count(ClosedRange<Int>, or: Observation?)
  /// Of each descriptor any one of these sets of events, or what else is allowed.
  case events([[Options<PollEvent>]], or: Observation?)
  /// That number or a greater one.
  case atLeast(Integer)
  /// These limits.
  case limits(ResourceLimit)
  /// A limit, the soft one of which is that or more.
  case limit(atLeast: Integer)
  /// The call would have to wait.
  case wouldBlock
  /// The call fails, in any one of these ways.
  case failed(oneOf: [ErrorNumber])
  /// The access ends the process.
  case killed(AccessRefusal)
  /// Nothing happens.
  case skipped
  /// What one of these allows.
  indirect case anyOf([Expectation])
}

extension Expectation {
  /// What is expected of a call whose answer says nothing of addresses.
  init(_ answer: Answer) {
    switch answer {
    case .oneOf([.done]): self = .done(written: nil)
    case .oneOf(let outcomes): self = .oneOf(outcomes)
    case .count(let counts, let other): self = .count(counts, or: other)
    case .events(let events, let other): self = .events(events, or: other)
    case .atLeast(let number): self = .atLeast(number)
    case .limits(let limit): self = .limits(limit)
    case .limit(let least): self = .limit(atLeast: least)
    case .reaped(let zombies): self = .reaped(oneOf: zombies)
    }
  }
}
