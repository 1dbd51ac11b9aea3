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

/// A loop that measures the interpreter. Registers at the start: c10 and c11 hold capabilities of a data area, c11 of
/// its second line; c12 one of a ring of 64 nodes of 64 bytes, each a capability of the next; x20 is the number of
/// rounds, x21 is 3.
struct MachineLoop {
  /// What is measured.
  let name: String
  /// The loop; a branch back to its start ends it.
  let body: [Instruction]
  /// How many instructions a round counts: all of them, unless only some are what is measured.
  let counted: Int
  /// What a round counts.
  let unit: String

  private init(_ name: String, counting count: Int? = nil, unit: String = "instructions/s", _ body: [Instruction]) {
    self.name = "machine.\(name)"
    let decrement = Instruction(.addi, rd: 20, rs1: 20, immediate: -1)
    let branch = Instruction(.bne, rs1: 20, rs2: 0, immediate: Int64(-4 * (body.count + 1)))
    self.body = body + [decrement, branch]
    counted = count ?? self.body.count
    self.unit = unit
  }

  /// The loops, each with its assembly.
  static let all = [mix, capabilityMemory, pointerChase, integer, setBounds, calls]

  static let mix = MachineLoop(
    "mix",
    [
      Instruction(.add, rd: 5, rs1: 5, rs2: 21),  // add t0, t0, s5
      Instruction(.add, rd: 6, rs1: 6, rs2: 5),  // add t1, t1, t0
      Instruction(.add, rd: 7, rs1: 7, rs2: 21),  // add t2, t2, s5
      Instruction(.add, rd: 8, rs1: 8, rs2: 6),  // add s0, s0, t1
      Instruction(.lc, rd: 12, rs1: 10),  // lc ca2, 0(ca0)
      Instruction(.sc, rs1: 10, rs2: 11, immediate: 16),  // sc ca1, 16(ca0)
      Instruction(.cIncOffsetImm, rd: 14, rs1: 10, immediate: 32),  // cincoffset ca4, ca0, 32
      Instruction(.ld, rd: 15, rs1: 14),  // ld a5, 0(ca4)
      Instruction(.sd, rs1: 14, rs2: 5, immediate: 8),  // sd t0, 8(ca4)
      Instruction(.xor, rd: 16, rs1: 16, rs2: 15),  // xor a6, a6, a5
    ])

  static let capabilityMemory = MachineLoop(
    "capabilityMemory",
    [
      Instruction(.sc, rs1: 10, rs2: 11),  // sc ca1, 0(ca0)
      Instruction(.lc, rd: 12, rs1: 10),  // lc ca2, 0(ca0)
      Instruction(.ld, rd: 13, rs1: 12),  // ld a3, 0(ca2)
    ])

  static let pointerChase = MachineLoop(
    "pointerChase",
    [
      Instruction(.lc, rd: 12, rs1: 12)  // lc ca2, 0(ca2)
    ])

  static let integer = MachineLoop("integer", [])

  static let setBounds = MachineLoop(
    "setBounds", counting: 2, unit: "CSetBounds/s",
    [
      Instruction(.cSetBoundsImm, rd: 14, rs1: 10, immediate: 100),  // csetbounds ca4, ca0, 100
      Instruction(.cSetBounds, rd: 15, rs1: 11, rs2: 21),  // csetbounds ca5, ca1, s5
    ])

  static let calls = MachineLoop(
    "calls",
    [
      Instruction(.auipcc, rd: 6),  // auipcc ct1, 0
      Instruction(.cIncOffsetImm, rd: 6, rs1: 6, immediate: 20),  // cincoffset ct1, ct1, 20
      Instruction(.cjalr, rd: 1, rs1: 6),  // cjalr cra, 0(ct1)
      Instruction(.cjal, immediate: 12),  // cj 12
      Instruction(.fence),
      Instruction(.cjalr, rs1: 1),  // cret
    ])
}
