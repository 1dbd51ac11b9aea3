public import Architecture
import ForkKernel

/// Assembles a guest program: instructions, labels, data, and a global offset table with a capability for each object.
///
/// ```swift
/// var program = Assembler()
/// let greeting = program.string("hello, world\n")
/// program.loadAddress(.a1, of: greeting)
/// program.load(.a0, 1)
/// program.load(.a2, 13)
/// program.systemCall(.write)
/// program.load(.a0, 0)
/// program.systemCall(.exit)
/// let image = try program.image()
/// ```
///
/// Programs run in capability mode and are position-independent: text is reached through the program counter, data
/// through the table, whose capability is in `gp`. Mistakes (immediates out of range, labels never placed) are
/// remembered and thrown by ``image(regionSizeLog2:heapPages:stackPages:)``.
public struct Assembler: Sendable {
  /// An instruction whose immediate is the distance to a label.
  struct Fixup: Sendable {
    var index: Int
    var instruction: Instruction
    var label: Label
    /// The index of the instruction that the distance is counted from.
    var origin: Int
  }

  /// What a slot of the global offset table holds.
  enum SlotContents: Hashable, Sendable {
    case readOnlyData(offset: Int, length: Int)
    case data(offset: Int, length: Int)
    case heap
    case kernelEntry(SystemCall)
  }

  var words: [UInt32] = []
  var fixups: [Fixup] = []
  var labels: [Int?] = []
  var slots: [SlotContents] = []
  var readOnlyData: [UInt8] = []
  var data: [UInt8] = []
  var firstError: AssemblerError?

  /// Begins an empty program; execution starts at its first instruction.
  public init() {}

  /// Bytes of text so far.
  public var textSize: Int { words.count * 4 }

  /// Appends one instruction.
  public mutating func emit(
    _ operation: Operation, _ rd: Register = .zero, _ rs1: Register = .zero, _ rs2: Register = .zero,
    immediate: Int64 = 0
  ) {
    append(
      Instruction(operation, rd: rd.rawValue, rs1: rs1.rawValue, rs2: rs2.rawValue, immediate: immediate))
  }

  mutating func append(_ instruction: Instruction) {
    words.append(encode(instruction, at: words.count))
  }

  mutating func append(_ instruction: Instruction, to label: Label, from origin: Int? = nil) {
    fixups.append(
      Fixup(index: words.count, instruction: instruction, label: label, origin: origin ?? words.count))
    words.append(0)
  }

  mutating func encode(_ instruction: Instruction, at index: Int) -> UInt32 {
    do {
      return try instruction.encoded(in: .capability)
    } catch {
      if firstError == nil { firstError = .encoding(at: index * 4, error) }
      return 0
    }
  }
}

/// Why a program cannot be assembled.
public enum AssemblerError: Error, CustomStringConvertible {
  /// An instruction cannot be encoded.
  case encoding(at: Int, EncodingError)
  /// A branch leads to a label that was never placed.
  case unplacedLabel(at: Int)
  /// A label was placed twice.
  case labelPlacedTwice(at: Int)
  /// The global offset table is larger than one load reaches.
  case tooManySymbols(Int)

  /// What is wrong, and where: bytes from the start of the text.
  public var description: String {
    switch self {
    case .encoding(let offset, let error): "at text offset \(offset): \(error)"
    case .unplacedLabel(let offset): "the jump at text offset \(offset) leads to a label that was never placed"
    case .labelPlacedTwice(let offset): "a label is placed a second time at text offset \(offset)"
    case .tooManySymbols(let count): "\(count) symbols do not fit a global offset table of 127; merge some objects"
    }
  }
}

/// A place in the text, known or still to come.
public struct Label: Hashable, Sendable {
  let number: Int
}

/// An object of a program that is reached through the global offset table.
public struct Symbol: Hashable, Sendable {
  let number: Int
}

/// The registers, by their roles in the calling convention; each holds an integer or a capability.
///
/// Source: RISC-V psABI; CHERI RISC-V pure-capability ABI.
public enum Register: UInt8, CaseIterable, Sendable {
  case zero, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7
  case s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6
}
