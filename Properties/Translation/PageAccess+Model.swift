import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
package import Subjects

extension PageAccess {
  /// What the Model's machine does, in capability mode, with one page at virtual address 0.
  package func resultInModel() throws -> PageAccessResult {
    let (address, frame): (Integer, Integer) = (0, 0x8000_0000)
    var state = MachineState(
      format: .cc128, programCounter: 0,
      memory: TaggedMemory(ranges: [Bounds(base: frame, top: frame + Page.size)]))
    let root = state.format.root
    let value = valueIsTagged ? root : root.clearTag()
    var table = PageTable()
    table[address] = Page(frame: frame, loadPolicy: loadPolicy, storePolicy: storePolicy)
    state.pageTable = table
    state.programCounterCapability = root.setFlags(1)
    state.registers[10] = authorityLoadsCapabilities ? root : root.andPermissions(mask: ~0x10)
    state.registers[12] = operation == .storeCapability ? value : state.format.null
    if operation != .storeCapability { state.memory.storeCapability(value, at: frame) }

    let word = try instruction.encoded(in: .capability)
    let step = state.step(injecting: word)
    let memoryTag = state.memory.isTagged(frame)
    switch step.outcome {
    case .completed: return PageAccessResult(trap: nil, resultTags: resultTags(state), memoryTag: memoryTag)
    case .trapped(let trap):
      let record = TrapRecord(cause: trap.cause, value: UInt64(truncatingIfNeeded: trap.value))
      return PageAccessResult(trap: record, resultTags: 0, memoryTag: memoryTag)
    }
  }

  private var instruction: Instruction {
    switch operation {
    case .loadDouble: Instruction(.ld, rd: 11, rs1: 10)
    case .loadCapability: Instruction(.lc, rd: 11, rs1: 10)
    case .loadReservedCapability: Instruction(.lrC, rd: 11, rs1: 10)
    case .swapCapability: Instruction(.amoswapC, rd: 11, rs1: 10, rs2: 12)
    case .loadTags: Instruction(.cLoadTags, rd: 11, rs1: 10)
    case .storeCapability: Instruction(.sc, rs1: 10, rs2: 12)
    }
  }

  private func resultTags(_ state: MachineState) -> UInt64 {
    switch operation {
    case .storeCapability: 0
    case .loadTags: UInt64(truncatingIfNeeded: state.registers.integer(11))
    case .loadDouble, .loadCapability, .loadReservedCapability, .swapCapability: state.registers[11].tag ? 1 : 0
    }
  }
}
