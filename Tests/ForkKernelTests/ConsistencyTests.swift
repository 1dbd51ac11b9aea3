import Architecture
import Emulator
import ForkKernel
import Testing

/// Random programs of several processes, checked after each step.
@Suite struct ConsistencyTests {
  static let image: Image = {
    var image = Image(
      regionSizeLog2: 16,
      segments: [
        .init(.text, pages: 1, filler: 0x13), .init(.readOnlyData, pages: 1, filler: 0x13),
        .init(.globalOffsetTable, pages: 1), .init(.data, pages: 2), .init(.heap, pages: 3), .init(.stack, pages: 1),
        .init(.sharedMapping, pages: 1),
      ])
    image.registers[18] = Pointer(target: 0x2000, length: 0x7000, permissions: .readWrite)
    image.registers[19] = Pointer(target: 0, length: 0x1000, permissions: .code)
    image.registers[20] = Pointer(target: 0x9000, length: 0x1000, permissions: .readWrite)
    image.registers[21] = Pointer(target: 0, length: 0x2000, permissions: .readWrite)
    image.pointers[0x2000] = Pointer(target: 0x3000, length: 0x100, permissions: .readWrite)
    return image
  }()

  /// One random step of a random process; answers what came of it.
  @discardableResult
  static func step(_ kernel: inout Kernel, _ random: inout some RandomNumberGenerator) throws -> String {
    let running = kernel.processIDs.filter { kernel.exitStatus(of: $0) == nil }
    guard let process = running.randomElement(using: &random) else { return "nobody" }
    let (through, other) = (UInt8.random(in: 18...22, using: &random), UInt8.random(in: 18...22, using: &random))
    let page = Int64.random(in: 0..<7, using: &random) * 4096
    let offset = Int64.random(in: 0..<8, using: &random) * 16
    func run(_ instruction: Instruction) throws -> String {
      "\(kernel.execute(try instruction.encoded(in: .capability), as: process), default: "done")"
    }
    /// Lets register 6 point to a page.
    func aim() throws {
      kernel.writeRegister(5, MachineCapability(integer: UInt64(page)), of: process)
      _ = try run(Instruction(.cIncOffset, rd: 6, rs1: 18, rs2: 5))
    }
    switch Int.random(in: 0..<21, using: &random) {
    case 0..<4:
      let strategy = ForkStrategy.allCases.randomElement(using: &random)
      do {
        return "child \(kernel.pid(of: try kernel.fork(process, strategy: strategy)))"
      } catch {
        return "\(error)"
      }
    case 4:
      guard running.count > 1 else { return "alone" }
      kernel.exit(process, .exited(1))
      return "exit"
    case 5:
      do {
        return "\(try kernel.reapAnyChild(of: process), default: "none")"
      } catch {
        return "\(error)"
      }
    case 6..<10:
      try aim()
      return try run(Instruction(.sc, rs1: 6, rs2: other, immediate: offset))
    case 10..<14:
      try aim()
      return try run(Instruction(.lc, rd: max(other, 20), rs1: 6, immediate: offset))
    case 14..<16:
      try aim()
      return try run(Instruction(.sd, rs1: 6, rs2: 5, immediate: offset))
    case 16: return try run(Instruction(.sc, rs1: through, rs2: other, immediate: offset))
    case 17: return try run(Instruction(.lc, rd: max(other, 20), rs1: through, immediate: offset))
    case 18: return try run(Instruction(.cIncOffsetImm, rd: max(other, 20), rs1: through, immediate: 64))
    case 19:
      kernel.writeRegister(5, MachineCapability(integer: 0x1000), of: process)
      _ = try run(Instruction(.cIncOffset, rd: 6, rs1: 21, rs2: 5))
      return try run(Instruction(.sd, rs1: 6, rs2: 5, immediate: offset))
    default:
      _ = try run(Instruction(.ld, rd: 7, rs1: through, immediate: offset))
      return "\(kernel.exitStatus(of: process) == nil ? kernel.readRegister(7, of: process).address : 0)"
    }
  }

  @Test(arguments: UInt64(0)..<60)
  func `The kernel's bookkeeping holds after every step`(seed: UInt64) throws {
    var random = Generator(state: seed)
    var kernel = try Kernel(
      checking: KernelConfiguration(
        frames: 64, regions: 5, placementSeed: seed % 3 == 0 ? seed : nil))
    _ = try kernel.start(Self.image)
    for _ in 0..<150 {
      try Self.step(&kernel, &random)
      let found = kernel.contradictions
      #expect(found == [])
      if !found.isEmpty { return }
    }
    AccountingTests.endAll(&kernel)
  }

  @Test func `Another thread sees no page without its contents`() throws {
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64, regions: 5, harts: 2))
    let parent = try kernel.start(Self.image)
    func run(_ instruction: Instruction, _ process: ProcessID) throws {
      #expect(kernel.execute(try instruction.encoded(in: .capability), as: process) == nil)
    }
    kernel.writeRegister(5, MachineCapability(integer: 77), of: parent)
    kernel.writeRegister(6, kernel.readRegister(18, of: parent).adding(0x1000), of: parent)
    try run(Instruction(.sd, rs1: 6, rs2: 5, immediate: 0), parent)
    let child = try kernel.fork(parent, strategy: .copyOnAccess)
    let second = kernel.addThread(likeFirstOf: child)
    let look = try Instruction(.ld, rd: 7, rs1: 6, immediate: 0).encoded(in: .capability)
    var seen: [UInt64] = []
    kernel.preemptionHandler = { _, kernel in
      guard kernel.interleave(look, as: child, thread: second) else { return }
      seen += [kernel.readInteger(7, ofThread: second) ?? 0]
    }
    try run(Instruction(.ld, rd: 8, rs1: 6, immediate: 0), child)
    #expect(kernel.readRegister(8, of: child).address == 77)
    #expect(seen.allSatisfy { $0 == 77 })
  }

  @Test(arguments: UInt64(0)..<20)
  func `A restored kernel goes on as it did the first time`(seed: UInt64) throws {
    var random = Generator(state: seed &+ 1000)
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64, regions: 5))
    _ = try kernel.start(Self.image)
    for _ in 0..<40 { try Self.step(&kernel, &random) }
    let snapshot = kernel.snapshot()
    var states: [[String]] = []
    for _ in 0..<2 {
      var random = Generator(state: seed &+ 2000)
      for _ in 0..<40 { try Self.step(&kernel, &random) }
      #expect(kernel.contradictions == [])
      states.append(Self.describe(kernel))
      kernel.restore(snapshot)
      #expect(kernel.contradictions == [])
    }
    let difference = zip(states[0], states[1]).first { $0 != $1 }
    #expect(difference == nil && states[0].count == states[1].count)
  }

  @Test func `Random programs reach every way of serving a fault`() throws {
    var total = KernelStatistics()
    for seed in UInt64(0)..<20 {
      var random = Generator(state: seed)
      var kernel = try Kernel(checking: KernelConfiguration(frames: 64, regions: 5))
      _ = try kernel.start(Self.image)
      for _ in 0..<150 { try Self.step(&kernel, &random) }
      total.framesCopied += kernel.statistics.framesCopied
      total.framesRelocatedInPlace += kernel.statistics.framesRelocatedInPlace
      total.originsChanged += kernel.statistics.originsChanged
      total.forks += kernel.statistics.forks
    }
    #expect(total.forks > 50)
    #expect(total.framesCopied > 100)
    #expect(total.framesRelocatedInPlace > 10)
    #expect(total.originsChanged > 10)
  }

  /// Everything that can be seen of a kernel.
  static func describe(_ kernel: borrowing Kernel) -> [String] {
    var result: [String] = []
    for process in kernel.processIDs {
      result.append(
        "\(kernel.pid(of: process)) \(kernel.region(of: process)) \(kernel.exitStatus(of: process), default: "runs")")
      result += kernel.mappings(of: process).map { "\($0)" }
      result += kernel.registers(of: process).sorted { $0.key < $1.key }.map { "\($0)" }
    }
    for frame in kernel.framesInUse { result.append("\(frame) \(kernel.taggedGranules(of: frame.number))") }
    result.append("\(kernel.statistics)")
    return result
  }
}

/// A generator of random numbers for tests.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let word = (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
    return word ^ word >> 32
  }
}
