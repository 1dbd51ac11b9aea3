import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
public import Subjects

/// The Model's machine with one page, as a subject.
public struct ModelPageAccessSubject: PageAccessSubject {
  private static let address = Integer(0)
  private static let frame = Integer(0x8000_0000)

  /// Makes a subject.
  public init() {}

  /// Makes one access through a page with the given policies, in capability mode.
  public func perform(_ access: PageAccess) throws -> PageAccessResult {
    var state = MachineState(
      format: .cc128, programCounter: 0,
      memory: TaggedMemory(ranges: [Bounds(base: Self.frame, top: Self.frame + Page.size)]))
    let root = state.format.root
    let value = access.valueIsTagged ? root : root.clearTag()
    var table = PageTable()
    table[Self.address] = Page(frame: Self.frame, loadPolicy: access.loadPolicy, storePolicy: access.storePolicy)
    state.pageTable = table
    state.programCounterCapability = root.setFlags(1)
    state.registers[10] = access.authorityLoadsCapabilities ? root : root.andPermissions(mask: ~0x10)
    state.registers[12] = access.operation == .storeCapability ? value : state.format.null
    if access.operation != .storeCapability { state.memory.storeCapability(value, at: Self.frame) }

    let word = try instruction(access.operation).encoded(in: .capability)
    let step = state.step(injecting: word)
    let memoryTag = state.memory.isTagged(Self.frame)
    guard case .completed = step.outcome else {
      guard case .trapped(let trap) = step.outcome else {
        return PageAccessResult(trap: nil, resultTags: 0, memoryTag: memoryTag)
      }
      let record = TrapRecord(cause: trap.cause, value: UInt64(truncatingIfNeeded: trap.value))
      return PageAccessResult(trap: record, resultTags: 0, memoryTag: memoryTag)
    }
    return PageAccessResult(trap: nil, resultTags: resultTags(of: access.operation, state), memoryTag: memoryTag)
  }

  private func instruction(_ operation: PageAccess.Operation) -> Instruction {
    switch operation {
    case .loadDouble: Instruction(.ld, rd: 11, rs1: 10)
    case .loadCapability: Instruction(.lc, rd: 11, rs1: 10)
    case .loadReservedCapability: Instruction(.lrC, rd: 11, rs1: 10)
    case .swapCapability: Instruction(.amoswapC, rd: 11, rs1: 10, rs2: 12)
    case .loadTags: Instruction(.cLoadTags, rd: 11, rs1: 10)
    case .storeCapability: Instruction(.sc, rs1: 10, rs2: 12)
    }
  }

  private func resultTags(of operation: PageAccess.Operation, _ state: MachineState) -> UInt64 {
    switch operation {
    case .storeCapability: 0
    case .loadTags: UInt64(truncatingIfNeeded: state.registers.integer(11))
    case .loadDouble, .loadCapability, .loadReservedCapability, .swapCapability: state.registers[11].tag ? 1 : 0
    }
  }
}
