import Architecture
import MachineModel
import Subjects
import Translation

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
