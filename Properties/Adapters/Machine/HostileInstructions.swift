import Architecture
import Emulator
import PropertyTesting

/// Injects random instruction words into the emulator.
///
/// Nothing is asked but that each completes or traps as an instruction: a trap of the host ends the program.
public struct HostileInstructions {
  /// What became of the instructions.
  public struct Outcome: Hashable, Sendable {
    /// Those that completed.
    public var completed = 0
    /// Those that trapped.
    public var trapped = 0
    /// A digest of all results, the same for the same seed and count.
    public var digest: UInt64 = 0
  }

  private static let instructionsBetweenResets = 1000
  private static let memoryBase: UInt64 = 0x8000_0000

  private let subject: EmulatorMachineSubject
  private let patterns = Encoding.all.map(\.pattern)
  private var random: SplitMix64

  /// Starts a sequence of instructions.
  ///
  /// - Throws: `PhysicalMemoryError` if the host cannot provide the memory.
  public init(seed: UInt64) throws {
    subject = try EmulatorMachineSubject()
    random = SplitMix64(seed: seed)
  }

  /// Injects instructions.
  public mutating func run(count: Int) -> Outcome {
    var outcome = Outcome()
    for index in 0..<count {
      if index % Self.instructionsBetweenResets == 0 { prepare() }
      let step = subject.machine.execute(word(), hart: 0)
      if step.trap == nil { outcome.completed += 1 } else { outcome.trapped += 1 }
      outcome.digest = outcome.digest &* 31 &+ step.nextProgramCounter ^ step.result.address ^ step.result.metadata
    }
    return outcome
  }

  /// A word with the fixed bits of some encoding; one in eight is any word.
  private mutating func word() -> UInt32 {
    let bits = random.next()
    let noise = UInt32(truncatingIfNeeded: bits)
    guard bits >> 61 != 0 else { return noise }
    let pattern = patterns[Int(truncatingIfNeeded: (bits >> 32) & 0xFFFF) % patterns.count]
    return pattern.match | noise & ~pattern.mask
  }

  /// Resets the machine, in either mode, and gives half of the registers capabilities of parts of the memory, some of
  /// them sealed or at the very end of the address space.
  private mutating func prepare() {
    subject.reset()
    let mode = random.next() & 1
    let code = MachineCapability.root.withAddress(Self.memoryBase).withFlags(mode)
    subject.machine.writeSpecial(.programCounterCapability, code, hart: 0)
    subject.machine.writeSpecial(.machineTrapCodeCapability, code, hart: 0)
    for register in 1..<32 where random.next() & 1 == 0 {
      let bits = random.next()
      let isLast = bits & 15 == 0
      let address = isLast ? UInt64.max - (bits >> 56) : Self.memoryBase + (bits >> 32) & 0x7F_FFF0
      var capability = MachineCapability.root.withAddress(address)
      if bits & 3 == 0 { capability = capability.withBounds(length: random.next() >> (bits >> 58)).capability }
      if bits & 31 == 1 { capability = capability.sealedAsEntry() }
      subject.machine.writeRegister(register, capability, hart: 0)
    }
  }
}
