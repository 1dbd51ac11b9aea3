import Architecture

/// The instructions that programs use, with operands in the order of the assembly language.
extension Assembler {
  /// Loads a constant.
  public mutating func load(_ rd: Register, _ value: Int64) {
    if (-2048...2047).contains(value) { return emit(.addi, rd, .zero, immediate: value) }
    let low = (value << 52) >> 52
    let rest = value &- low
    if Int64(Int32.min)...Int64(Int32.max) ~= value {
      emit(.lui, rd, immediate: Int64(Int32(truncatingIfNeeded: rest)))
      if low != 0 { emit(.addiw, rd, rd, immediate: low) }
      return
    }
    load(rd, rest >> 12)
    emit(.slli, rd, rd, immediate: 12)
    if low != 0 { emit(.addi, rd, rd, immediate: low) }
  }

  /// Copies an integer.
  public mutating func move(_ rd: Register, _ rs: Register) { emit(.addi, rd, rs) }

  /// Adds a constant from −2048 to 2047.
  public mutating func add(_ rd: Register, _ rs: Register, _ value: Int64) { emit(.addi, rd, rs, immediate: value) }

  /// Adds two integers.
  public mutating func add(_ rd: Register, _ left: Register, _ right: Register) { emit(.add, rd, left, right) }

  /// Subtracts two integers.
  public mutating func subtract(_ rd: Register, _ left: Register, _ right: Register) { emit(.sub, rd, left, right) }

  /// Multiplies two integers.
  public mutating func multiply(_ rd: Register, _ left: Register, _ right: Register) { emit(.mul, rd, left, right) }

  /// Shifts left by a constant.
  public mutating func shiftLeft(_ rd: Register, _ rs: Register, by amount: Int64) {
    emit(.slli, rd, rs, immediate: amount)
  }

  /// Keeps the bits of a mask from −2048 to 2047.
  public mutating func and(_ rd: Register, _ rs: Register, _ mask: Int64) { emit(.andi, rd, rs, immediate: mask) }

  /// Loads 8 bytes through a capability.
  public mutating func loadDouble(_ rd: Register, _ offset: Int64, _ base: Register) {
    emit(.ld, rd, base, immediate: offset)
  }

  /// Stores 8 bytes through a capability.
  public mutating func storeDouble(_ rs: Register, _ offset: Int64, _ base: Register) {
    emit(.sd, .zero, base, rs, immediate: offset)
  }

  /// Loads 4 bytes, sign-extended, through a capability.
  public mutating func loadWord(_ rd: Register, _ offset: Int64, _ base: Register) {
    emit(.lw, rd, base, immediate: offset)
  }

  /// Stores 4 bytes through a capability.
  public mutating func storeWord(_ rs: Register, _ offset: Int64, _ base: Register) {
    emit(.sw, .zero, base, rs, immediate: offset)
  }

  /// Loads a byte, zero-extended, through a capability.
  public mutating func loadByte(_ rd: Register, _ offset: Int64, _ base: Register) {
    emit(.lbu, rd, base, immediate: offset)
  }

  /// Stores a byte through a capability.
  public mutating func storeByte(_ rs: Register, _ offset: Int64, _ base: Register) {
    emit(.sb, .zero, base, rs, immediate: offset)
  }

  /// Loads a capability through a capability.
  public mutating func loadCapability(_ rd: Register, _ offset: Int64, _ base: Register) {
    emit(.lc, rd, base, immediate: offset)
  }

  /// Stores a capability through a capability.
  public mutating func storeCapability(_ rs: Register, _ offset: Int64, _ base: Register) {
    emit(.sc, .zero, base, rs, immediate: offset)
  }

  /// Copies a capability.
  public mutating func moveCapability(_ rd: Register, _ rs: Register) { emit(.cMove, rd, rs) }

  /// Moves a capability's address by a constant from −2048 to 2047.
  public mutating func increment(_ rd: Register, _ rs: Register, _ value: Int64) {
    emit(.cIncOffsetImm, rd, rs, immediate: value)
  }

  /// Moves a capability's address by a register.
  public mutating func increment(_ rd: Register, _ rs: Register, by amount: Register) {
    emit(.cIncOffset, rd, rs, amount)
  }

  /// Narrows a capability to a constant number of bytes, up to 4095, from its address.
  public mutating func setBounds(_ rd: Register, _ rs: Register, _ length: Int64) {
    emit(.cSetBoundsImm, rd, rs, immediate: length)
  }

  /// Narrows a capability to a number of bytes from its address.
  public mutating func setBounds(_ rd: Register, _ rs: Register, length: Register) {
    emit(.cSetBounds, rd, rs, length)
  }

  /// Reads a capability's tag: 1 or 0.
  public mutating func getTag(_ rd: Register, _ rs: Register) { emit(.cGetTag, rd, rs) }

  /// Reads a capability's address.
  public mutating func getAddress(_ rd: Register, _ rs: Register) { emit(.cGetAddr, rd, rs) }
}

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
