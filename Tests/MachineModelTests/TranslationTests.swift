import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import Testing
import ModelAdapters

@Suite struct TranslationTests {
  /// A state with the given virtual pages from 0 on.
  private static func state(_ pages: Page...) -> MachineState {
    var state = MachineState.injectionReset
    var table = PageTable()
    for (number, page) in pages.enumerated() { table[Integer(number) * Page.size] = page }
    state.pageTable = table
    return state
  }

  private static func outcome(_ operation: Operation, at address: Integer, _ state: MachineState) throws
    -> StepRecord.Outcome
  {
    var state = state
    state.registers[8] = state.format.root.setAddress(address)
    let isLoad = Encoding.of(operation).format.rd != .absent
    let instruction = Instruction(operation, rd: isLoad ? 10 : 0, rs1: 8, rs2: isLoad ? 0 : 9)
    return state.step(injecting: try instruction.encoded(in: .integer)).outcome
  }

  @Test func `An access across two pages reaches both frames`() throws {
    var state = Self.state(Page(frame: 0x8000_4000), Page(frame: 0x8000_1000))
    state.registers[8] = state.format.root.setAddress(0xFFD)
    state.registers[9] = state.format.null.setAddress(0x1122_3344_5566_7788)
    _ = state.step(injecting: try Instruction(.sdCAP, rs1: 8, rs2: 9).encoded(in: .integer))
    #expect(state.memory.load(0x8000_4FFD, size: 3) == 0x66_7788)
    #expect(state.memory.load(0x8000_1000, size: 5) == 0x11_2233_4455)
    _ = state.step(injecting: try Instruction(.ldCAP, rd: 10, rs1: 8).encoded(in: .integer))
    #expect(state.registers.integer(10) == 0x1122_3344_5566_7788)
  }

  @Test func `A page fault tells the first address that failed`() throws {
    let state = Self.state(Page(frame: 0x8000_0000))
    #expect(try Self.outcome(.ldCAP, at: 0xFFD, state) == .trapped(Trap(.loadPageFault, value: 0x1000).refusing(0xFFD)))
    #expect(
      try Self.outcome(.sdCAP, at: 0x2004, state) == .trapped(Trap(.storePageFault, value: 0x2004).refusing(0x2004)))
  }

  @Test(arguments: [
    (Operation.ldCAP, ExceptionCause.loadPageFault), (.sdCAP, .storePageFault), (.lcCAP, .loadPageFault),
    (.scCAP, .storePageFault), (.lrDCAP, .loadPageFault), (.cLoadTags, .loadPageFault),
  ])
  func `A page that forbids an access raises the page fault of that access`(
    operation: Operation, cause: ExceptionCause
  ) throws {
    let state = Self.state(Page(frame: 0x8000_0000, isReadable: false, isWritable: false))
    #expect(try Self.outcome(operation, at: 0x40, state) == .trapped(Trap(cause, value: 0x40).refusing(0x40)))
  }

  @Test func `Instructions are fetched from executable pages only`() {
    var state = Self.state(Page(frame: 0x8000_0000, isExecutable: false))
    state.programCounterCapability = state.programCounterCapability.setAddress(0x10)
    #expect(state.step().outcome == .trapped(Trap(.instructionPageFault, value: 0x10)))
  }

  @Test(arguments: TagLoad.allCases, CapabilityLoadPolicy.allCases)
  func `Without LoadCap, or without a tag, no page faults`(load: TagLoad, policy: CapabilityLoadPolicy) {
    for tag in [false, true] {
      #expect(load.outcome(tag: tag, permitsLoadCapability: false, policy: policy) != .pageFault)
    }
    #expect(load.outcome(tag: false, permitsLoadCapability: true, policy: policy) != .pageFault)
  }
}
