/// One row of the table of encodings: how an operation stands in an instruction word.
///
/// The rows of ``all`` are the only place that states encodings. Decoder, encoder, disassembler, generators and
/// documentation are derived from them.
public struct Encoding: Hashable, Sendable {
  /// An operand that must not be 0; the encoding with 0 is reserved.
  public enum Reservation: Hashable, Sendable {
    case none, zeroImmediate, zeroDestination, zeroSource
  }

  /// The mnemonic in integer mode; in capability mode, `c` is put before it where the address is a capability.
  public let mnemonic: String
  /// What the instruction does.
  public let operation: Operation
  /// The size in bytes: 2 or 4.
  public let length: UInt8
  /// The mode in which the encoding has this meaning; nil means both.
  public let mode: EncodingMode?
  /// The fixed bits.
  public let pattern: BitPattern
  /// The operands.
  public let format: OperandFormat
  /// What is reserved.
  public let reservation: Reservation
  /// What the operation does to memory, if it does; only rows of 32 bits say so.
  public let memory: MemoryOperation?

  /// A row for a word of 32 bits.
  init(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, opcode: UInt32, funct3: UInt32? = nil,
    funct7: UInt32? = nil, rd: UInt32? = nil, rs1: UInt32? = nil, rs2: UInt32? = nil, mode: EncodingMode? = nil,
    memory: MemoryOperation? = nil
  ) {
    self.mnemonic = mnemonic
    self.operation = operation
    self.length = 4
    self.mode = mode
    self.pattern = BitPattern(opcode: opcode, funct3: funct3, funct7: funct7, rd: rd, rs1: rs1, rs2: rs2)
    self.format = format
    self.reservation = .none
    self.memory = memory
  }

  /// A row whose fixed bits are given as a pattern.
  init(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, length: UInt8 = 2, _ pattern: BitPattern,
    reserved reservation: Reservation = .none, mode: EncodingMode? = nil, memory: MemoryOperation? = nil
  ) {
    self.mnemonic = mnemonic
    self.operation = operation
    self.length = length
    self.mode = mode
    self.pattern = pattern
    self.format = format
    self.reservation = reservation
    self.memory = memory
  }

  /// The whole table: the words of 32 bits, then those of 16 bits.
  public static let all: [Encoding] =
    baseInteger + system + multiplication + atomics + capabilities + capabilityMemory + explicitMemory + compressed

  /// The row of 32 bits for each operation, by raw value.
  private static let ofOperation: [Encoding] = {
    let rows = Dictionary(uniqueKeysWithValues: all.filter { $0.length == 4 }.map { ($0.operation, $0) })
    return Operation.allCases.map { operation in
      guard let row = rows[operation] else { impossible("Encoding.of", "\(operation) has no row of 32 bits") }
      return row
    }
  }()

  /// The row of 32 bits for an operation: every operation has one.
  public static func of(_ operation: Operation) -> Encoding { ofOperation[Int(operation.rawValue)] }

  /// Whether the encoding has its meaning in a mode.
  public func isAvailable(in mode: EncodingMode) -> Bool { self.mode == nil || self.mode == mode }

  /// The mnemonic as the given mode writes it.
  public func mnemonic(in mode: EncodingMode) -> String {
    mode == .capability && format.isModeDependent ? "c" + mnemonic : mnemonic
  }
}

/// How a hart reads the encodings whose meaning CHERI-RISC-V makes dependent on the flag of the program counter
/// capability.
///
/// Source: CHERI ISA version 9, section on the capability encoding mode.
public enum EncodingMode: UInt8, CaseIterable, Codable, Hashable, Sendable {
  /// Addresses are integers, authorised by the default data capability: ordinary RISC-V programs run.
  case integer = 0
  /// Addresses are capabilities; jumps link with capabilities.
  case capability = 1
}

/// Why an instruction cannot be encoded.
public enum EncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The operation has no encoding of this length in this mode.
  case unavailable(mnemonic: String, length: UInt8, mode: EncodingMode)
  /// The register is not one that the field can name.
  case register(mnemonic: String, operand: String, number: UInt8)
  /// The immediate is out of range or not a multiple of the given step.
  case immediate(mnemonic: String, value: Int64, range: ClosedRange<Int64>, step: Int64)
  /// No compressed encoding of the operation can hold these operands.
  case notCompressible(mnemonic: String)

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unavailable(let mnemonic, let length, let mode):
      return "\(mnemonic) has no encoding of \(length) bytes in \(mode) mode"
    case .register(let mnemonic, let operand, let number):
      return number < 32
        ? "\(mnemonic) has no operand \(operand); it must be 0, not \(number)"
        : "\(operand) of \(mnemonic) must be a register from 0 to 31, not \(number)"
    case .immediate(let mnemonic, let value, let range, let step):
      let multiple = step > 1 ? "a multiple of \(step) " : ""
      return range == 0...0
        ? "\(mnemonic) has no immediate; it must be 0, not \(value)"
        : "the immediate of \(mnemonic) must be \(multiple)from \(range.lowerBound) to \(range.upperBound), not \(value)"
    case .notCompressible(let mnemonic):
      return "no compressed encoding of \(mnemonic) can hold these operands; use a length of 4"
    }
  }
}

/// The bits of an instruction word that an encoding fixes.
public struct BitPattern: Hashable, Sendable {
  /// The values of the fixed bits.
  public let match: UInt32
  /// The fixed bits.
  public let mask: UInt32

  /// A pattern given bit by bit.
  init(match: UInt32, mask: UInt32) {
    self.match = match
    self.mask = mask
  }

  /// A word of 32 bits, by the names of the RISC-V manual's fields. What is not given is not fixed.
  init(
    opcode: UInt32, funct3: UInt32? = nil, funct7: UInt32? = nil, rd: UInt32? = nil, rs1: UInt32? = nil,
    rs2: UInt32? = nil
  ) {
    let fields: [(value: UInt32?, bit: UInt32, width: UInt32)] = [
      (opcode, 0, 7), (rd, 7, 5), (funct3, 12, 3), (rs1, 15, 5), (rs2, 20, 5), (funct7, 25, 7),
    ]
    var (match, mask): (UInt32, UInt32) = (0, 0)
    for (value, bit, width) in fields {
      guard let value else { continue }
      match |= value << bit
      mask |= ((1 << width) - 1) << bit
    }
    self.init(match: match, mask: mask)
  }

  /// A word of 16 bits: quadrant (bits 1:0), function (bits 15:13), and further fixed bits.
  init(quadrant: UInt32, funct3: UInt32, match: UInt32 = 0, mask: UInt32 = 0) {
    self.init(match: funct3 << 13 | match | quadrant, mask: 0xE003 | mask)
  }

  /// Whether a word has the fixed bits.
  func matches(_ word: UInt32) -> Bool { word & mask == match }
}
