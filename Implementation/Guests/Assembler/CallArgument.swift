/// An argument of a system call, as programs write them.
public enum CallArgument: ExpressibleByIntegerLiteral, Sendable {
  /// A number.
  case constant(Int64)
  /// What a register holds, integer or capability; not an argument register, except in its own place.
  case register(Register)
  /// The capability of an object.
  case address(Symbol)

  /// A number.
  public init(integerLiteral value: Int64) { self = .constant(value) }

  /// No pointer.
  public static let null = CallArgument.constant(0)
}
