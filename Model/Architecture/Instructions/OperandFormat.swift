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

/// Where an encoding keeps the number of a register.
public enum RegisterField: Hashable, Sendable {
  /// The encoding has no such operand; it reads as register 0.
  case absent
  /// Five bits, of which the lowest stands at the given bit of the instruction.
  case wide(at: UInt8)
  /// Three bits that name registers 8 to 15, as compressed encodings do.
  case narrow(at: UInt8)
  /// Always the given register.
  case always(UInt8)

  /// The register's number in an instruction word.
  func number(in word: UInt32) -> UInt8 {
    switch self {
    case .absent: 0
    case .wide(let bit): UInt8(truncatingIfNeeded: word >> bit & 0x1F)
    case .narrow(let bit): UInt8(truncatingIfNeeded: word >> bit & 0x7) + 8
    case .always(let number): number
    }
  }

  /// The field's bits for a register, or nil if this field cannot name it.
  func bits(for number: UInt8) -> UInt32? {
    switch self {
    case .absent: number == 0 ? 0 : nil
    case .wide(let bit): number < 32 ? UInt32(number) << bit : nil
    case .narrow(let bit): (8..<16).contains(number) ? UInt32(number - 8) << bit : nil
    case .always(let fixed): number == fixed ? 0 : nil
    }
  }
}

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

/// The names by which assembly calls registers.
public enum RegisterName {
  /// The integer registers x0 to x31 by their roles.
  public static let integer: [String] =
    ["zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1"] + (0...7).map { "a\($0)" }
    + (2...11).map { "s\($0)" } + (3...6).map { "t\($0)" }

  /// The capability registers c0 to c31 by their roles.
  public static let capability: [String] = ["cnull"] + integer.dropFirst().map { "c" + $0 }

  /// A special capability register; its number in hexadecimal if it has no name.
  public static func special(_ number: UInt8) -> String {
    SpecialRegister(rawValue: number)?.assemblyName ?? "0x" + String(number, radix: 16)
  }

  /// A control and status register; its number in hexadecimal if it has no name.
  public static func control(_ number: Int64) -> String {
    UInt16(exactly: number).flatMap(ControlRegister.init).map { "\($0)" } ?? "0x" + String(number, radix: 16)
  }
}

extension SpecialRegister {
  /// The name in assembly.
  public var assemblyName: String {
    switch self {
    case .programCounterCapability: "pcc"
    case .defaultDataCapability: "ddc"
    case .machineTrapCodeCapability: "mtcc"
    case .machineTrapDataCapability: "mtdc"
    case .machineScratchCapability: "mscratchc"
    case .machineExceptionProgramCounterCapability: "mepcc"
    }
  }
}
