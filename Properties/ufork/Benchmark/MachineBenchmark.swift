import Architecture
import Emulator

/// The interpreter on loops of few instructions, and how long it takes to make a machine.
struct MachineBenchmark {
  private static let base: UInt64 = 0x1000_0000
  private static let instructionsPerRun = 4_000_000

  func measure(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    var measurements = try MachineLoop.all.map { try measure($0, with: stopwatch) }
    let seconds = stopwatch.seconds {
      let machine = try? Machine.bare()
      Sink.consume(machine?.programCounter(hart: 0) ?? 0)
    }
    measurements.append(.init(name: "machine.startUp", value: seconds, unit: "s"))
    return measurements
  }

  /// How fast a loop runs.
  func measure(_ loop: MachineLoop, with stopwatch: Stopwatch) throws -> BenchmarkReport.Measurement {
    let machine = try Self.machine(running: loop)
    let rate = stopwatch.rate(of: Self.instructionsPerRun) {
      let result = machine.run(hart: 0, budget: Self.instructionsPerRun)
      precondition(result.exit == .budgetExhausted, "\(loop.name) stopped: \(result)")
    }
    let counted = rate * Double(loop.counted) / Double(loop.body.count)
    return BenchmarkReport.Measurement(name: loop.name, value: counted, unit: loop.unit)
  }

  /// A machine at the start of a loop: code in the first page, the ring of nodes from the 16th, data from the 32nd.
  private static func machine(running loop: MachineLoop) throws -> Machine {
    let table = PageTable()
    for page in 0..<64 {
      var entry = PageTableEntry(frame: UInt32(page))
      entry.isReadable = true
      entry.isWritable = page > 0
      entry.isExecutable = page == 0
      entry.loadPolicy = .allow
      entry.storePolicy = .allow
      table.set(entry, page: (base >> 12) + UInt64(page))
    }
    let machine = Machine.kernel(memory: try PhysicalMemory(frameCount: 64), pageTable: table)
    for (index, instruction) in loop.body.enumerated() {
      let word = try instruction.encoded(in: .capability)
      machine.withMemory { $0.store(word, frame: 0, offset: 4 * index) }
    }
    for node in 0..<64 {
      let next = self.node((node * 37 + 37) % 64)
      machine.withMemory { $0.store(next, frame: 16 + node / 64, granule: node % 64 * 4) }
    }
    let hart = machine.addHart()
    let data = area(at: 0x20000, length: 0x10000)
    machine.writeSpecial(.programCounterCapability, area(at: 0, length: 0x1000).withFlags(1), hart: hart)
    machine.writeRegister(10, data, hart: hart)
    machine.writeRegister(11, data.withAddress(data.address + 64), hart: hart)
    machine.writeRegister(12, node(0), hart: hart)
    machine.writeInteger(20, 1 << 60, hart: hart)
    machine.writeInteger(21, 3, hart: hart)
    return machine
  }

  private static func node(_ number: Int) -> MachineCapability { area(at: 0x10000 + UInt64(number) * 64, length: 64) }

  private static func area(at offset: UInt64, length: UInt64) -> MachineCapability {
    MachineCapability.root.withAddress(base + offset).withBounds(length: length).capability
  }
}
