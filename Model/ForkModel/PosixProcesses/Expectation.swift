public import Architecture

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
  /// A child, or the failure of fork.
  case fork(ForkPossibilities)
  /// A child in the region of its parent.
  case vfork
  /// Any one of these children.
  case reaped(oneOf: [ProcessNumber: Ending])
  /// Pages mapped at any one of these places, which are counted in pages from the start of the region.
  case mapped(atOneOf: [Int])
  /// The call would have to wait.
  case wouldBlock
  /// The call fails, in any one of these ways.
  case failed(oneOf: [ErrorNumber])
  /// The access ends the process.
  case killed(AccessRefusal)
  /// Nothing happens.
  case skipped
}

/// Whether a fork must succeed, must fail, or may do either.
public enum ForkPossibilities: Hashable, Sendable {
  case mustSucceed
  case mayFail
  case mustFail
}
