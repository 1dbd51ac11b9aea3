import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import SystemsUnderTest
import Testing
import ModelAdapters

/// Atomics where memory or pages refuse them, and reservations. c8 holds the address, c9 what is stored, and c10 what
/// was loaded or whether it was stored.
@Suite("Atomics") struct AtomicTests {
  private static let loads: [Operation] = [.lrB, .lrH, .lrW, .lrD, .lrC]
  private static let conditionals: [Operation] = [.scB, .scH, .scW, .scD, .scC]
  private static let operations: [Operation] = [
    .amoswapW, .amoaddW, .amoxorW, .amoandW, .amoorW, .amominW, .amomaxW, .amominuW, .amomaxuW, .amoswapD, .amoaddD,
    .amoxorD, .amoandD, .amoorD, .amominD, .amomaxD, .amominuD, .amomaxuD, .amoswapC,
  ]
  private static let address: UInt64 = 0x40
  private static let root = Format.cc128.root

  /// One hart in capability mode, with page 0 and one frame of memory.
  private static func hart(
    _ page: SharedPage, authority: Capability = root, value: Capability = root.setAddress(0x99)
  ) -> HartGroup {
    let code = root.setFlags(1).setAddress(0x8000)
    return HartGroup(
      HartStart(
        harts: 1, frames: 1, registers: [8: authority.setAddress(Integer(address)).bits, 9: value.bits, 10: root.bits],
        programCounter: code.bits, pages: [page]))
  }

  private static func perform(_ operation: Operation, on hart: inout HartGroup) throws -> TraceRecord {
    let hasSecond = Encoding.of(operation).format.rs2 != .absent
    let result: UInt8 = Encoding.of(operation).format.rd == .absent ? 0 : 10
    let instruction = Instruction(operation, rd: result, rs1: 8, rs2: hasSecond ? 9 : 0)
    let step = HartStep.execute(hart: 0, word: try instruction.encoded(in: .capability))
    let record = hart.perform(step, through: root.setFlags(1).setAddress(0x8000).bits)
    return try #require(record).trace
  }

  /// Asks for a trap that names the address, after which the registers are as they were.
  private static func expectRefusal(_ operation: Operation, by page: SharedPage, as cause: ExceptionCause) throws {
    var hart = hart(page)
    let record = try perform(operation, on: &hart)
    #expect(record.trapRecord == TrapRecord(cause: cause, value: address))
    #expect(record.memory == MemoryAccess(address: address))
    #expect(hart.harts[0].registers[10] == root)
  }

  private static func page(_ change: (inout SharedPage) -> Void) -> SharedPage {
    var page = SharedPage(0, frame: 0)
    change(&page)
    return page
  }

  @Test("Without memory, the access fault is that of a store", arguments: conditionals + operations)
  func noMemory(operation: Operation) throws {
    try Self.expectRefusal(operation, by: SharedPage(0, frame: 1), as: .storeAccessFault)
  }

  @Test("Without memory, the access fault of a load-reserved is that of a load", arguments: loads)
  func noMemoryToReserve(operation: Operation) throws {
    try Self.expectRefusal(operation, by: SharedPage(0, frame: 1), as: .loadAccessFault)
  }

  @Test("A page that may not be written refuses, reservation or not", arguments: conditionals + operations)
  func notWritable(operation: Operation) throws {
    try Self.expectRefusal(operation, by: Self.page { $0.isWritable = false }, as: .storePageFault)
    try Self.expectRefusal(operation, by: SharedPage(0, frame: nil), as: .storePageFault)
  }

  @Test("A page that takes no tags refuses a tagged capability, reservation or not")
  func noTags() throws {
    let page = Self.page { $0.storePolicy = .fault }
    try Self.expectRefusal(.scC, by: page, as: .capabilityStorePageFault)
    var hart = Self.hart(page, value: Self.root.clearTag())
    #expect(try Self.perform(.scC, on: &hart).destinationValue == 1)
  }

  @Test("A loop of lr.c and sc.c makes progress where the load strips the tag", arguments: [true, false])
  func progressWithoutTag(byPage: Bool) throws {
    let authority = byPage ? Self.root : Self.root.andPermissions(mask: ~0x10)
    var hart = Self.hart(Self.page { $0.loadPolicy = byPage ? .strip : .allow }, authority: authority)
    #expect(try Self.perform(.sc, on: &hart).trap == false)
    #expect(try Self.perform(.lrC, on: &hart).destinationCapability == Self.root.setAddress(0x99).clearTag().bits)
    let stored = try Self.perform(.scC, on: &hart)
    #expect(stored.destinationValue == 0)
    #expect(stored.memory?.writeData == Self.root.setAddress(0x99).bits)
  }

  @Test("A store-conditional may store or fail after a load-reserved of another size", arguments: loads, conditionals)
  func sizes(load: Operation, conditional: Operation) throws {
    var hart = Self.hart(SharedPage(0, frame: 0), value: Self.root.setAddress(0x99))
    _ = try Self.perform(load, on: &hart)
    let word = try Instruction(conditional, rd: 10, rs1: 8, rs2: 9).encoded(in: .capability)
    let code = Self.root.setFlags(1).setAddress(0x8000)
    guard case .completed(let usual) = hart.step(injecting: word, through: code, on: 0).step.outcome else {
      Issue.record("the store-conditional trapped")
      return
    }
    let allowed = [usual] + usual.alternatives
    #expect(allowed.allSatisfy { $0.register?.value.address == ($0.write == nil ? 1 : 0) && $0.reservation == .ended })
    #expect(usual.write != nil)
    let isSameSize = Self.loads.firstIndex(of: load) == Self.conditionals.firstIndex(of: conditional)
    #expect(allowed.contains { $0.write == nil } == !isSameSize)
  }
}
