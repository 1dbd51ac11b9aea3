import Architecture
import Emulator
import ForkKernel
import PropertyTesting

/// Lets hostile processes act on one kernel: random instructions with whatever is in the registers, system calls with
/// random arguments, forks, exits, waits, and text of random words that runs.
///
/// Nothing is asked of the kernel but that it goes on and that its bookkeeping does not contradict itself.
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
    /// Programs that were started because every process had ended.
    public var starts = 0
  }

  /// The kernel contradicts itself.
  public struct Contradiction: Error, CustomStringConvertible {
    /// How.
    public let description: String
  }

  /// How many actions lie between two looks at the kernel's bookkeeping.
  private static let actionsBetweenLooks = 4096

  /// What has happened so far.
  public private(set) var counts = Counts()
  private var random: SplitMix64
  private var kernel: Kernel
  /// Encodings of every operation.
  private let words: [UInt32]

  /// Boots a kernel with little of everything.
  public init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    kernel = try Kernel(KernelConfiguration(frames: 160, regions: 5, harts: 2))
    var random = self.random
    words = (0..<16_384).map { _ in Self.word(from: &random) }
  }

  /// Lets processes act so many times.
  public mutating func run(count: Int) throws {
    for _ in 0..<count {
      let processes = kernel.processIDs.filter { kernel.exitStatus(of: $0) == nil }
      if processes.isEmpty { try startAgain() } else { act(as: processes[below(processes.count)]) }
      counts.actions += 1
      if counts.actions.isMultiple(of: Self.actionsBetweenLooks), let found = kernel.contradictions.first {
        throw Contradiction(description: "After \(counts.actions) actions: \(found).")
      }
    }
  }

  private mutating func act(as process: ProcessID) {
    switch below(32) {
    case 0...1:
      let strategy = ForkStrategy.allCases[below(ForkStrategy.allCases.count)]
      if (try? kernel.fork(process, strategy: strategy)) != nil { counts.forks += 1 }
    case 2: if below(4) == 0 { kernel.exit(process, .exited(UInt8(below(256)))) }
    case 3: _ = try? kernel.reapAnyChild(of: process)
    case 4...6: kernel.writeRegister(1 + below(31), value(), of: process)
    case 7: _ = kernel.run(budget: 1 + below(64))
    case 8...11:
      let calls = SystemCall.allCases
      for argument in 10..<14 where below(2) == 0 { kernel.writeRegister(argument, value(), of: process) }
      kernel.enter(calls[below(calls.count)], as: process)
      _ = kernel.run(budget: 1 + below(8))
      counts.calls += 1
    default:
      let word = below(8) == 0 ? UInt32(truncatingIfNeeded: random.next()) : words[below(words.count)]
      if kernel.execute(word, as: process) == nil { counts.completed += 1 }
    }
  }

  /// A number of any size, or an entry into the kernel; memory is only reached with what processes have.
  private mutating func value() -> MachineCapability {
    if below(4) == 0 { return kernel.kernelEntries[below(kernel.kernelEntries.count)] }
    let word = random.next() >> (random.next() & 63)
    return MachineCapability(integer: below(4) == 0 ? ~word : word)
  }

  private mutating func startAgain() throws {
    var text: [UInt8] = []
    for _ in 0..<1024 {
      let word = below(8) == 0 ? words[below(words.count)] : 0x13
      text += (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
    }
    var image = Image(
      regionSizeLog2: 16,
      segments: [
        .init(.text, pages: 1, contents: text), .init(.globalOffsetTable, pages: 1), .init(.data, pages: 2),
        .init(.readOnlyData, pages: 1), .init(.sharedMapping, pages: 1), .init(.heap, pages: 2),
        .init(.stack, pages: 2),
      ])
    for register in [UInt8(2), 10, 18, 20] {
      image.registers[register] = Pointer(target: 4096, length: 9 * 4096, permissions: .readWrite)
    }
    for register in [UInt8(1), 19] {
      image.registers[register] = Pointer(target: 0, length: 4096, permissions: .code)
    }
    _ = try kernel.start(image)
    counts.starts += 1
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
