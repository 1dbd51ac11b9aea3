import Architecture

/// A comparison of two integer registers, for branches and for the structured forms.
public struct Condition: Hashable, Sendable {
  let branch: Operation
  let left: Register
  let right: Register

  /// The values are equal.
  public static func equal(_ left: Register, _ right: Register) -> Self { Self(branch: .beq, left: left, right: right) }
  /// The values differ.
  public static func notEqual(_ left: Register, _ right: Register) -> Self {
    Self(branch: .bne, left: left, right: right)
  }
  /// The left value is less, as signed integers.
  public static func less(_ left: Register, _ right: Register) -> Self { Self(branch: .blt, left: left, right: right) }
  /// The left value is not less, as signed integers.
  public static func notLess(_ left: Register, _ right: Register) -> Self {
    Self(branch: .bge, left: left, right: right)
  }
  /// The left value is less, as unsigned integers.
  public static func below(_ left: Register, _ right: Register) -> Self {
    Self(branch: .bltu, left: left, right: right)
  }
  /// The value is zero.
  public static func isZero(_ register: Register) -> Self { .equal(register, .zero) }
  /// The value is not zero.
  public static func isNotZero(_ register: Register) -> Self { .notEqual(register, .zero) }

  /// The opposite.
  public var negated: Self {
    let opposite: Operation =
      switch branch {
      case .beq: .bne
      case .bne: .beq
      case .blt: .bge
      case .bge: .blt
      case .bltu: .bgeu
      default: .bltu
      }
    return Self(branch: opposite, left: left, right: right)
  }
}
