package import Architecture
import MachineModel
import SystemsUnderTest
import ModelAdapters

/// Instructions that prepare a machine after its reset, so that random instructions find capabilities worth using.
///
/// | register | holds |
/// |---|---|
/// | s0 | a window of 4096 bytes of memory |
/// | s1 | everything, at the start of the window |
/// | s2 | the first 64 bytes of the window |
/// | s3 | everything, at object type 7 |
/// | s4, s5 | code and data sealed with type 7, for `cinvoke` |
/// | s6 | an entry, in the mode of the sequence |
/// | s7, s8, s9 | the window without LoadCap and StoreCap; without Store; without Load and Execute |
/// | s10, s11 | the window, not Global; without StoreLocalCap |
/// | all others | everything, at address 0, or scratch |
///
/// Traps lead back to the code, in the mode of the sequence.
struct MachinePreamble {
  /// The mode in which the sequence begins.
  let mode: EncodingMode
  /// The instructions, injected in integer mode.
  let words: [UInt32]
  /// The Model's state after them.
  let state: MachineState
  /// The Model's trace of them.
  let trace: [TraceRecord]

  /// The first address of the window.
  static let window: UInt64 = 0x8000_4000

  /// The first address behind the memory.
  static let endOfMemory: UInt64 = 0x8080_0000

  /// The preamble of a mode, with all authority.
  init(mode: EncodingMode) {
    self.init(mode: mode, instructions: Self.instructions(mode: mode))
  }

  /// A preamble of other instructions, which are injected in integer mode.
  init(mode: EncodingMode, instructions: [Instruction]) {
    self.mode = mode
    words = Instruction.words(instructions, in: .integer)
    var state = MachineState.injectionReset
    trace = words.map { TraceRecord(state.step(injecting: $0)) }
    self.state = state
  }

  private static func instructions(mode: EncodingMode) -> [Instruction] {
    let (t0, t1, t2): (UInt8, UInt8, UInt8) = (5, 6, 7)
    var result = Instruction.loading(window, into: t0)
    result += [
      Instruction(.cSetAddr, rd: 9, rs1: 9, rs2: t0),
      Instruction(.lui, rd: t1, immediate: 0x1000),
      Instruction(.cSetBounds, rd: 8, rs1: 9, rs2: t1),
      Instruction(.cSetBoundsImm, rd: 18, rs1: 9, immediate: 64),
      Instruction(.addi, rd: t1, immediate: 7),
      Instruction(.cSetAddr, rd: 19, rs1: 19, rs2: t1),
      Instruction(.cSpecialRW, rd: t2, rs2: SpecialRegister.programCounterCapability.rawValue),
      Instruction(.addi, rd: t1, immediate: Int64(mode.rawValue)),
      Instruction(.cSetFlags, rd: t2, rs1: t2, rs2: t1),
      Instruction(.cSpecialRW, rs1: t2, rs2: SpecialRegister.machineTrapCodeCapability.rawValue),
      Instruction(.cSealEntry, rd: 22, rs1: t2),
      Instruction(.cSeal, rd: 20, rs1: t2, rs2: 19),
    ]
    result += without([.execute], of: 8, into: 21) + [Instruction(.cSeal, rd: 21, rs1: 21, rs2: 19)]
    result += without([.loadCapability, .storeCapability], of: 8, into: 23)
    result += without([.store], of: 8, into: 24)
    result += without([.load, .execute], of: 8, into: 25)
    result += without([.global], of: 8, into: 26)
    result += without([.storeLocalCapability], of: 8, into: 27)
    result += [
      Instruction(.cIncOffsetImm, rd: t2, rs1: t2, immediate: 256),
      Instruction(.jalrCAP, rs1: t2),
    ]
    return result
  }

  /// A capability without some permissions; t1 is used up.
  static func without(_ permissions: [Permission], of source: UInt8, into register: UInt8) -> [Instruction] {
    let mask = permissions.reduce(Int64(-1)) { $0 & ~(1 << Int64($1.rawValue)) }
    return [
      Instruction(.addi, rd: 6, immediate: mask),
      Instruction(.cAndPerm, rd: register, rs1: source, rs2: 6),
    ]
  }
}

extension MachinePreamble {
  /// The first address of the code that a confined sequence may execute, and its size.
  static let confinedCode: UInt64 = 0x8010_0000
  /// The first address of the data that a confined sequence may use.
  static let confinedData: UInt64 = 0x8010_4000

  /// A preamble that leaves little authority behind, where random instructions may look for more.
  ///
  /// | register | holds |
  /// |---|---|
  /// | s0, DDC | 64 KiB of data, without the permissions of code, of sealing and of the system |
  /// | s1 | the same, only to load data from |
  /// | s2, t3, PCC | 4 KiB of code |
  /// | s3 | the data at address 7 of its window |
  /// | s4 | everything, sealed with type 7, which nothing here can unseal; it is in memory as well |
  /// | s5 | everything, but untagged |
  /// | s6 | an entry to the code |
  /// | s7 … s11 | the data with fewer permissions, as in the other preamble |
  /// | all others | 0 |
  ///
  /// The special registers of traps hold everything.
  static func confined(mode: EncodingMode) -> MachinePreamble {
    let (t0, t1, t2, root): (UInt8, UInt8, UInt8, UInt8) = (5, 6, 7, 31)
    var result = Instruction.loading(confinedData, into: t0)
    result += [
      Instruction(.cSetAddr, rd: 8, rs1: root, rs2: t0),
      Instruction(.lui, rd: t1, immediate: 0x1_0000),
      Instruction(.cSetBounds, rd: 8, rs1: 8, rs2: t1),
    ]
    result += only([.global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability], of: 8, into: 8)
    result += Instruction.loading(confinedCode, into: t0)
    result += [
      Instruction(.cSetAddr, rd: 18, rs1: root, rs2: t0),
      Instruction(.lui, rd: t1, immediate: 0x1000),
      Instruction(.cSetBounds, rd: 18, rs1: 18, rs2: t1),
      Instruction(.addi, rd: t1, immediate: Int64(mode.rawValue)),
      Instruction(.cSetFlags, rd: 18, rs1: 18, rs2: t1),
    ]
    result += only([.global, .execute, .load, .loadCapability], of: 18, into: 18)
    result += [
      Instruction(.addi, rd: t1, immediate: 7),
      Instruction(.cSetAddr, rd: t2, rs1: root, rs2: t1),
      Instruction(.cSeal, rd: 20, rs1: root, rs2: t2),
      Instruction(.cClearTag, rd: 21, rs1: root),
      Instruction(.cSealEntry, rd: 22, rs1: 18),
      Instruction(.cIncOffsetImm, rd: 19, rs1: 8, immediate: 7),
    ]
    result += only([.global, .load], of: 8, into: 9)
    result += without([.loadCapability, .storeCapability], of: 8, into: 23)
    result += without([.store], of: 8, into: 24)
    result += without([.load], of: 8, into: 25)
    result += without([.global], of: 8, into: 26)
    result += without([.storeLocalCapability], of: 8, into: 27)
    result += [
      Instruction(.cSpecialRW, rs1: 8, rs2: SpecialRegister.defaultDataCapability.rawValue),
      Instruction(.sc, rs1: 8, rs2: 20, immediate: 32),
    ]
    let kept: Set<UInt8> = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27]
    result += (UInt8(1)...31).filter { !kept.contains($0) }.map { Instruction(.cMove, rd: $0) }
    result += [Instruction(.cMove, rd: 28, rs1: 18), Instruction(.jalrCAP, rs1: 18)]
    return MachinePreamble(mode: mode, instructions: result)
  }

  /// A capability with some permissions only; t1 is used up.
  private static func only(_ permissions: [Permission], of source: UInt8, into register: UInt8) -> [Instruction] {
    let mask = permissions.reduce(Int64(0)) { $0 | 1 << Int64($1.rawValue) }
    return [
      Instruction(.addi, rd: 6, immediate: mask),
      Instruction(.cAndPerm, rd: register, rs1: source, rs2: 6),
    ]
  }
}

/// A case of ``MachinePrograms``: instructions in memory, and how far they are executed at a time.
package struct MachineProgram: Codable, Hashable, Sendable {
  /// The mode in which the first instruction is executed.
  package var mode: EncodingMode
  /// The instructions, one after the other in memory, of 16 or 32 bits each.
  package var words: [UInt32]
  /// How many instructions each run executes.
  package var runs: [Int]
  /// How many bytes before the end of memory the program begins; what does not fit is left out. It follows the preamble
  /// where nothing is said.
  package var bytesBeforeEnd: UInt64?

  /// The program as it lies in memory.
  var bytes: [UInt8] {
    let bytes = words.flatMap(\.instructionBytes)
    return bytesBeforeEnd.map { Array(bytes.prefix(Int($0))) } ?? bytes
  }
}

extension UInt32 {
  /// The two or four bytes of an instruction word, the lowest first.
  fileprivate var instructionBytes: [UInt8] {
    (0..<(self & 3 == 3 ? 4 : 2)).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
