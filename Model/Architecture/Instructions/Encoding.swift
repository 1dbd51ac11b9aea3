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
