public import ExactIntegers

/// An operation on a pointer that touches no memory. None of them is ever refused: what is not allowed clears the tag.
public enum PointerOperation: Hashable, Sendable {
  /// Copies it.
  case move
  /// Adds to its address.
  case derive(increment: Integer)
  /// Restricts its bounds to `length` bytes from its address, rounded outwards.
  case narrow(length: Integer)
  /// Keeps the permissions that the mask names, laid out as the result of `CGetPerm`.
  case restrict(mask: Integer)
  /// Seals it as an entry point.
  case sealEntry
  /// Clears its tag.
  case clearTag
}
