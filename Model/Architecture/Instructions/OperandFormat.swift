/// Which operands an encoding has, where they stand in the instruction word, and how assembly writes them.
public struct OperandFormat: Hashable, Sendable {
  /// How assembly arranges the operands that exist.
  public enum Arrangement: Hashable, Sendable {
    /// `rd, rs1, rs2, immediate`.
    case list
    /// `rd, immediate(rs1)`; of a store, `rs2, immediate(rs1)`.
    case offset
    /// `rd, rs2, (rs1)`; an immediate holds the ordering bits of an atomic, which are written after the mnemonic.
    case address
    /// `rd` and the upper 20 bits of a word.
    case upperImmediate
    /// `rd, control and status register, rs1`.
    case controlRegister
    /// `rd, special capability register, rs1`.
    case specialRegister
    /// Predecessor set and successor set.
    case fence
  }

  /// The field of the destination register.
  public let rd: RegisterField
  /// The field of the first source register.
  public let rs1: RegisterField
  /// The field of the second source register.
  public let rs2: RegisterField
  /// The field of the immediate.
  public let immediate: ImmediateLayout
  /// How the destination register is named.
  public let rdKind: RegisterKind
  /// How the first source register is named.
  public let rs1Kind: RegisterKind
  /// How the second source register is named.
  public let rs2Kind: RegisterKind
  /// How assembly arranges the operands.
  public let arrangement: Arrangement

  /// Operands of a word of 32 bits: a register is present if its kind is given.
  init(
    rd: RegisterKind? = nil, rs1: RegisterKind? = nil, rs2: RegisterKind? = nil, immediate: ImmediateLayout = .none,
    _ arrangement: Arrangement = .list
  ) {
    self.init(
      rd: rd == nil ? .absent : .wide(at: 7), rs1: rs1 == nil ? .absent : .wide(at: 15),
      rs2: rs2 == nil ? .absent : .wide(at: 20), immediate: immediate, rdKind: rd ?? .integer,
      rs1Kind: rs1 ?? .integer, rs2Kind: rs2 ?? .integer, arrangement: arrangement)
  }

  /// Operands of a word of 16 bits. They have no names of their own: a compressed instruction is written as the one
  /// it abbreviates.
  init(
    rd: RegisterField, rs1: RegisterField = .absent, rs2: RegisterField = .absent, immediate: ImmediateLayout = .none
  ) {
    self.init(
      rd: rd, rs1: rs1, rs2: rs2, immediate: immediate, rdKind: .integer, rs1Kind: .integer, rs2Kind: .integer,
      arrangement: .list)
  }

  private init(
    rd: RegisterField, rs1: RegisterField, rs2: RegisterField, immediate: ImmediateLayout, rdKind: RegisterKind,
    rs1Kind: RegisterKind, rs2Kind: RegisterKind, arrangement: Arrangement
  ) {
    self.rd = rd
    self.rs1 = rs1
    self.rs2 = rs2
    self.immediate = immediate
    self.rdKind = rdKind
    self.rs1Kind = rs1Kind
    self.rs2Kind = rs2Kind
    self.arrangement = arrangement
  }

  /// Set if the address operand is a capability in capability mode; the mnemonic then begins with `c`.
  var isModeDependent: Bool { rs1Kind == .address }
}
