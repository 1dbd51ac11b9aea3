import Architecture
import Emulator
import ForkKernel
import PropertyTesting

/// Lets hostile processes act on kernels: random instructions with whatever is in the registers, by the thread that the
/// kernel works for and by others at its preemption points; system calls with random arguments and with their own
/// capabilities; forks, exits, waits, signals; and text of random words that runs.
///
/// Nothing is asked of a kernel but that it goes on, that its bookkeeping does not contradict itself, and that
/// everything has come back when all processes have ended. Each kernel has the next level of isolation.
public struct HostileProcesses: ~Copyable {
  /// What has happened.
  public struct Counts: Sendable {
    /// Actions.
    public var actions = 0
    /// Instructions that completed among them.
    public var completed = 0
    /// System calls among them.
    public var calls = 0
    /// Forks among them that succeeded.
    public var forks = 0
    /// Instructions that others executed at preemption points.
    public var interleaved = 0
    /// Programs that were started because every process had ended.
    public var starts = 0
    /// Kernels that were booted.
    public var kernels = 0
  }

  /// The kernel contradicts itself.
  public struct Contradiction: Error, CustomStringConvertible {
    /// How.
    public let description: String
  }

  /// How many actions lie between two looks at the kernel's bookkeeping.
  private static let actionsBetweenLooks = 4096
  /// How many actions a kernel serves.
  private static let actionsPerKernel = 1 << 16

  private var acted = Counts()
  private var random: SplitMix64
  private var kernel: Kernel
  /// Encodings of every operation.
  private let words: [UInt32]
  private let intruder: Intruder

  /// Boots the first kernel.
  public init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    kernel = try Self.kernel(.adversarial)
    acted.kernels = 1
    var random = self.random
    words = (0..<16_384).map { _ in Self.word(from: &random) }
    intruder = Intruder(random: SplitMix64(seed: ~seed), words: words)
  }

  /// A kernel with little of everything.
  private static func kernel(_ isolation: IsolationLevel) throws -> Kernel {
    var kernel = try Kernel(
      KernelConfiguration(
        frames: 160, regions: 5, threadsPerProcess: 8, files: 64, harts: 2, isolation: isolation,
        checksAssertions: true))
    try kernel.install(image(of: []), as: "program")
    return kernel
  }

  /// What has happened so far.
  public var counts: Counts {
    var all = acted
    all.interleaved = intruder.count
    return all
  }

  /// Lets processes act so many times.
  public mutating func run(count: Int) throws {
    for _ in 0..<count {
      let processes = kernel.processIDs.filter { kernel.exitStatus(of: $0) == nil }
      if processes.isEmpty { try startAgain() } else { act(as: processes[below(processes.count)]) }
      acted.actions += 1
      if acted.actions.isMultiple(of: Self.actionsBetweenLooks) { try look() }
      if acted.actions.isMultiple(of: Self.actionsPerKernel) { try end() }
    }
  }

  private func look() throws {
    if let found = kernel.contradictions.first {
      throw Contradiction(description: "After \(acted.actions) actions: \(found).")
    }
  }

  /// Ends all processes, asks whether everything has come back, and boots the next kernel.
  private mutating func end() throws {
    while let process = kernel.processIDs.first(where: { kernel.exitStatus(of: $0) == nil }) {
      kernel.exit(process, .exited(0))
    }
    try look()
    // Of what processes have named, shared memory objects and the frames of the installed program stay.
    let left = kernel.processIDs.count + kernel.openFileCount + kernel.regionsInUse
    guard left == 0 else {
      throw Contradiction(
        description: """
          After \(acted.actions) actions, when all had ended: \(kernel.processIDs.count) processes, \
          \(kernel.openFileCount) open files, \(kernel.regionsInUse) regions.
          """)
    }
    kernel = try Self.kernel(IsolationLevel.allCases[acted.kernels % IsolationLevel.allCases.count])
    acted.kernels += 1
    guard acted.kernels.isMultiple(of: 2) else { return }
    kernel.preemptionHandler = { [intruder] _, kernel in intruder.act(&kernel) }
  }

  private mutating func act(as process: ProcessID) {
    let threads = kernel.threadIdentifiers(of: process)
    guard !threads.isEmpty else { return }
    let thread = threads[below(threads.count)]
    switch below(36) {
    case 0...1:
      let strategy = ForkStrategy.allCases[below(ForkStrategy.allCases.count)]
      if (try? kernel.fork(process, thread: thread, strategy: strategy)) != nil { acted.forks += 1 }
    case 2: if below(4) == 0 { kernel.exit(process, .exited(UInt8(below(256)))) }
    case 3: _ = try? kernel.reapAnyChild(of: process)
    case 4...6: kernel.writeRegister(1 + below(31), value(as: process), of: process, thread: thread)
    case 7: _ = kernel.run(budget: 1 + below(64))
    case 8...11:
      let calls = SystemCall.allCases
      for argument in 10..<14 where below(2) == 0 {
        kernel.writeRegister(argument, value(as: process), of: process, thread: thread)
      }
      kernel.enter(calls[below(calls.count)], as: process, thread: thread)
      _ = kernel.run(budget: 1 + below(8))
      acted.calls += 1
    case 12...18:
      let calls = SystemCall.allCases
      let arguments = (0..<below(6)).map { _ in value(as: process) }
      let call = calls[below(calls.count)]
      _ = kernel.call(call, arguments, as: process, thread: thread)
      acted.calls += 1
    case 19: kernel.send(SignalNumber.allCases[below(SignalNumber.allCases.count)], to: process)
    default:
      let word = below(8) == 0 ? UInt32(truncatingIfNeeded: random.next()) : words[below(words.count)]
      if kernel.execute(word, as: process, thread: thread) == nil { acted.completed += 1 }
    }
  }

  /// A small number, a number of any size, an entry into the kernel, or what the process has in a register.
  private mutating func value(as process: ProcessID) -> MachineCapability {
    switch below(8) {
    case 0: return kernel.kernelEntries[below(kernel.kernelEntries.count)]
    case 1...3: return kernel.readRegister(1 + below(31), of: process)
    case 4...5: return MachineCapability(integer: UInt64(below(16)))
    default: break
    }
    let word = random.next() >> (random.next() & 63)
    return MachineCapability(integer: below(4) == 0 ? ~word : word)
  }

  private mutating func startAgain() throws {
    _ = try kernel.start(Self.image(of: (0..<1024).map { _ in below(8) == 0 ? words[below(words.count)] : 0x13 }))
    acted.starts += 1
  }

  /// An image whose text is some words, and whose registers lead to everything, the name of a program first.
  private static func image(of words: [UInt32]) -> Image {
    let text = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
    var image = Image(
      regionSizeLog2: 16,
      segments: [
        .init(.text, pages: 1, contents: text),
        .init(.globalOffsetTable, pages: 1, contents: Array("program".utf8) + [0]), .init(.data, pages: 2),
        .init(.readOnlyData, pages: 1), .init(.sharedMapping, pages: 1), .init(.heap, pages: 2),
        .init(.stack, pages: 2),
      ])
    for register in [UInt8(2), 10, 18, 20] {
      image.registers[register] = Pointer(target: 4096, length: 9 * 4096, permissions: .readWrite)
    }
    for register in [UInt8(1), 19] {
      image.registers[register] = Pointer(target: 0, length: 4096, permissions: .code)
    }
    return image
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.next(through: UInt64(bound - 1))) }

  /// An instruction with any operation, whose operands are often such that it completes.
  private static func word(from random: inout SplitMix64) -> UInt32 {
    func below(_ bound: Int) -> Int { Int(random.next(through: UInt64(bound - 1))) }
    func register(_ likely: [UInt8]) -> UInt8 { below(8) == 0 ? UInt8(below(32)) : likely[below(likely.count)] }
    let operation = Operation.allCases[below(Operation.allCases.count)]
    let immediate = [0, 0, 16, -16, 8, 1, 2032, -2048, 4096][below(9)]
    let instruction = Instruction(
      operation, rd: register([5, 6, 7, 8, 21, 22]), rs1: register([2, 10, 18, 20, 20, 21]),
      rs2: register([5, 6, 7, 18, 19, 21]), immediate: Int64(immediate))
    return (try? instruction.encoded(in: .capability)) ?? UInt32(truncatingIfNeeded: random.next())
  }
}

/// Lets others act at preemption points.
private final class Intruder {
  private(set) var count = 0
  private var random: SplitMix64
  private let words: [UInt32]

  init(random: SplitMix64, words: [UInt32]) {
    self.random = random
    self.words = words
  }

  func act(_ kernel: inout Kernel) {
    let processes = kernel.processIDs
    guard !processes.isEmpty else { return }
    let process = processes[below(processes.count)]
    let threads = kernel.threadIdentifiers(of: process)
    guard !threads.isEmpty else { return }
    if kernel.interleave(words[below(words.count)], as: process, thread: threads[below(threads.count)]) { count += 1 }
  }

  private func below(_ bound: Int) -> Int { Int(random.next(through: UInt64(bound - 1))) }
}

/// The program of hostile processes: text that goes round in circles, and memory with whatever calls take by reference.
enum HostileImage {
  static let name = "program"
  static let regionSizeLog2: UInt8 = 16

  // Where things lie, in bytes from the start of the region.
  static let strings: [UInt64] = [0x1000, 0x1010, 0x1020, 0x1030, 0x1040, 0x1050, 0x1800]
  static let times: [UInt64] = [0x1100, 0x1110, 0x1120]
  static let words: [UInt64] = [0x1200, 0x1210, 0x1220]
  static let queueAttributes: [UInt64] = [0x1300]
  static let pollEntries: [UInt64] = [0x1400]
  static let vectors: [UInt64] = [0x1500, 0x1520]
  static let actions: [UInt64] = [0x1600, 0x1640, 0x1680]
  static let argumentLists: [UInt64] = [0x1700, 0x1720]
  static let buffers: [UInt64] = [0x2000, 0x2800, 0x3FF8, 0x4000, 0x5000, 0x6000, 0x7F00]

  static var image: Image {
    var text: [UInt8] = []
    for _ in 0..<1024 { text += [0x6F, 0, 0, 0] }
    var image = Image(
      regionSizeLog2: regionSizeLog2,
      segments: [
        .init(.text, pages: 1, contents: text), .init(.globalOffsetTable, pages: 1, contents: fixtures),
        .init(.data, pages: 2), .init(.readOnlyData, pages: 1), .init(.sharedMapping, pages: 1),
        .init(.heap, pages: 2), .init(.stack, pages: 2),
      ])
    for (index, vector) in vectors.enumerated() {
      image.pointers[vector] = Pointer(target: 0x2000, length: UInt64(64 << (4 * index)), permissions: .readWrite)
    }
    image.pointers[actions[0]] = Pointer(target: 0, length: 4096, permissions: .code)
    image.pointers[argumentLists[0]] = Pointer(target: 0x1000, length: 16, permissions: .readOnly)
    image.pointers[argumentLists[1]] = Pointer(target: 0x1010, length: 3, permissions: .readOnly)
    for register in [UInt8(18), 20] {
      image.registers[register] = Pointer(target: 0x1000, length: 0x9000, permissions: .readWrite)
    }
    image.registers[2] = Pointer(target: 0x8000, length: 0x2000, permissions: .readWrite, address: 0xA000)
    image.registers[19] = Pointer(target: 0x4000, length: 0x1000, permissions: .readOnly)
    image.registers[1] = Pointer(target: 0, length: 4096, permissions: .code)
    return image
  }

  /// A capability for all of the memory that the program starts with, where it has been lost.
  static func everything(of region: RegionView) -> MachineCapability {
    MachineCapability.root.withAddress(region.base &+ 0x1000).withBounds(length: 0x9000).capability
      .withPermissions(and: Set<Permission>.readWrite.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
  }

  /// The page of what calls take by reference.
  private static var fixtures: [UInt8] {
    var page = [UInt8](repeating: 0, count: 4096)
    func put(_ bytes: [UInt8], _ address: UInt64) {
      page.replaceSubrange(Int(address - 0x1000)..<Int(address - 0x1000) + bytes.count, with: bytes)
    }
    func integers(_ values: Int64...) -> [UInt8] {
      values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) } }
    }
    for (address, string) in zip(
      strings, [name, "f", "/object", "/queue", "victim", "/", "/" + String(repeating: "x", count: 300)])
    {
      put(Array(string.utf8), address)
    }
    put(integers(0, 10), times[0])
    put(integers(1, 0), times[1])
    put(integers(-1, 0), times[2])
    put(integers(3, 12), words[0])
    put(integers(0x6008_3007, 0), words[1])
    put(integers(0, 3, 64, 0), queueAttributes[0])
    put([0, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0], pollEntries[0])
    put(integers(64), vectors[0] + 16)
    put(integers(1024), vectors[1] + 16)
    put([1], actions[1])
    return page
  }
}
