import Architecture
import Emulator

/// A machine in kernel mode with one mapped area, for tests.
struct KernelMachine: ~Copyable {
  /// Where the area begins, in virtual memory; its pages show the frames from 0 on.
  static let base: UInt64 = 0x1000_0000

  var machine: Machine
  let table: PageTable

  /// Makes a machine with `harts` harts at the start of the area in capability mode, each with a capability of the
  /// whole area in c10.
  init(pages: Int = 8, harts: Int = 1) throws {
    table = PageTable()
    machine = Machine.kernel(memory: try PhysicalMemory(frameCount: pages), pageTable: table)
    for page in 0..<pages { map(page) }
    let area = MachineCapability.root.withAddress(Self.base).withBounds(length: UInt64(pages) << 12).capability
    for _ in 0..<harts {
      let hart = machine.addHart()
      machine.writeSpecial(.programCounterCapability, area.withFlags(1), hart: hart)
      machine.writeRegister(10, area, hart: hart)
    }
  }

  /// Maps a page of the area onto the frame of the same number, with everything allowed but what `change` takes away.
  func map(_ page: Int, _ change: (inout PageTableEntry) -> Void = { _ in }) {
    var entry = PageTableEntry(frame: UInt32(page))
    entry.isReadable = true
    entry.isWritable = true
    entry.isExecutable = true
    entry.loadPolicy = .allow
    entry.storePolicy = .allow
    change(&entry)
    table.set(entry, page: (Self.base >> 12) + UInt64(page))
  }

  /// Writes a program into memory, from the given offset into the area on.
  func load(_ program: [Instruction], at offset: Int = 0) throws {
    for (index, instruction) in program.enumerated() {
      let place = offset + 4 * index
      let word = try instruction.encoded(in: .capability)
      machine.withMemory { $0.store(word, frame: place / 4096, offset: place % 4096) }
    }
  }
}
