import Architecture
import Emulator
public import SystemsUnderTest

/// The emulator in kernel mode with several harts, as a subject.
public final class EmulatorHartSubject: HartSubject {
  private var machine: Machine
  private var table = PageTable()
  private var programCounter = MachineCapability.null
  private var entries: Set<UInt64> = []

  /// Makes a subject.
  ///
  /// - Throws: `PhysicalMemoryError` if the host cannot provide the memory.
  public init() throws {
    machine = Machine.kernel(memory: try PhysicalMemory(frameCount: 1), pageTable: table)
  }

  /// Starts anew.
  ///
  /// - Throws: `PhysicalMemoryError` if the host cannot provide the memory.
  public func start(_ start: HartStart) throws {
    table = PageTable()
    entries = []
    machine = Machine.kernel(memory: try PhysicalMemory(frameCount: start.frames), pageTable: table)
    programCounter = MachineCapability(start.programCounter)
    for _ in 0..<start.harts {
      let hart = machine.addHart()
      for (number, bits) in start.registers { machine.writeRegister(Int(number), MachineCapability(bits), hart: hart) }
    }
    for page in start.pages { set(page) }
  }

  /// Lets the next thing happen.
  public func perform(_ step: HartStep) -> HartRecord? {
    switch step {
    case .setPage(let page):
      set(page)
      return nil
    case .execute(let hart, let word):
      let hart = Int(hart)
      machine.writeSpecial(.programCounterCapability, programCounter, hart: hart)
      let record = machine.execute(word, hart: hart)
      let trace = TraceRecord(record)
      guard record.trap == nil, entries.contains(record.nextProgramCounter >> 12) else {
        return HartRecord(trace: trace)
      }
      let exit = machine.run(hart: hart, budget: 1).exit
      return HartRecord(trace: trace, arrival: exit.isKernelEntry ? .kernel : .fault)
    }
  }

  private func set(_ page: SharedPage) {
    let number = UInt64(page.number)
    table.set(PageTableEntry(page), page: number)
    if page.isKernelEntry { entries.insert(number) } else { entries.remove(number) }
    machine.flushTranslation(page: number)
  }
}

extension RunExit {
  fileprivate var isKernelEntry: Bool {
    if case .kernelEntry = self { true } else { false }
  }
}

extension PageTableEntry {
  /// The entry of a page.
  fileprivate init(_ page: SharedPage) {
    guard let frame = page.frame else {
      self = .absent
      return
    }
    self.init(frame: UInt32(frame))
    isReadable = page.isReadable
    isWritable = page.isWritable
    isKernelEntry = page.isKernelEntry
    loadPolicy = page.loadPolicy
    storePolicy = page.storePolicy
  }
}
