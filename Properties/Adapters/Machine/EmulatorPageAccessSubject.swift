import Architecture
import Emulator
public import SystemsUnderTest

/// The emulator in kernel mode with one page, as a subject.
public struct EmulatorPageAccessSubject: PageAccessSubject {
  /// Makes a subject.
  public init() {}

  /// Makes one access through a page with the given policies, in capability mode.
  ///
  /// - Throws: `PhysicalMemoryError` if the host cannot provide the memory.
  public func perform(_ access: PageAccess) throws -> PageAccessResult {
    let table = PageTable()
    let machine = Machine.kernel(memory: try PhysicalMemory(frameCount: 1), pageTable: table)
    var page = PageTableEntry(frame: 0)
    page.isReadable = true
    page.isWritable = true
    page.loadPolicy = access.loadPolicy
    page.storePolicy = access.storePolicy
    table.set(page, page: 0)

    let root = MachineCapability.root
    let value = access.valueIsTagged ? root : root.clearingTag()
    let authority = access.authorityLoadsCapabilities ? root : root.withPermissions(and: ~0x10)
    let isStore = access.operation == .storeCapability
    let hart = machine.addHart()
    machine.writeSpecial(.programCounterCapability, root.withFlags(1), hart: hart)
    machine.writeRegister(10, authority, hart: hart)
    machine.writeRegister(12, isStore ? value : .null, hart: hart)
    if !isStore { machine.withMemory { $0.store(value, frame: 0, granule: 0) } }

    let step = machine.execute(try access.operation.instruction.encoded(in: .capability), hart: hart)
    let result = machine.readRegister(11, hart: hart)
    let resultTags =
      switch access.operation {
      case _ where step.trap != nil: UInt64(0)
      case .storeCapability: UInt64(0)
      case .loadTags: result.address
      case .loadDouble, .loadCapability, .loadReservedCapability, .swapCapability: result.tag ? UInt64(1) : 0
      }
    return PageAccessResult(
      trap: step.trap.map { TrapRecord(cause: $0.cause, value: $0.value) }, resultTags: resultTags,
      memoryTag: machine.withMemory { $0.isTagged(frame: 0, granule: 0) })
  }
}
