/// What a register operand is to the reader of assembly: which name it is printed with.
public enum RegisterKind: Hashable, Sendable {
  /// An integer: `a0`.
  case integer
  /// A capability: `ca0`.
  case capability
  /// An address: an integer in integer mode, a capability in capability mode.
  case address
  /// A special capability register: `mtcc`.
  case special
  /// No register at all: an immediate of five bits.
  case number
}
