/// What the POSIX view allows to be observed of an action: an ``Answer``, or what depends on where regions lie.
public enum Expectation: Hashable, Sendable {
  /// What says nothing of addresses.
  case answer(Answer)
  /// Nothing is seen. A system may nevertheless show the register that was written.
  case written(PosixValue)
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
  /// Pages mapped at any one of these places, which are counted in pages from the start of the region.
  case mapped(atOneOf: [Int])
  /// What one of these allows.
  indirect case anyOf([Expectation])
}
