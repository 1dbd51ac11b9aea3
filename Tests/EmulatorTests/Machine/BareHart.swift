import Architecture
import Emulator

/// How a hart comes by an instruction.
enum Supply: CaseIterable {
  /// It is injected, as over RVFI-DII.
  case injected
  /// It lies in memory and is translated with what follows it.
  case fetched
}

/// A machine in bare mode with one hart in the reset state, for tests of single instructions.
struct BareHart: ~Copyable {
  static let start: UInt64 = 0x8000_0000

  let machine: Machine
  let supply: Supply

  /// Makes a machine whose hart is at the start of memory.
  init(_ mode: EncodingMode = .integer, _ supply: Supply = .injected) throws {
    machine = try Machine.bare()
    self.supply = supply
    machine.writeSpecial(.programCounterCapability, Self.counter(Self.start, mode), hart: 0)
  }

  /// The root capability for code at an address.
  static func counter(_ address: UInt64, _ mode: EncodingMode) -> MachineCapability {
    MachineCapability.root.withAddress(address).withFlags(UInt64(mode.rawValue))
  }

  /// Executes one instruction at the program counter.
  func perform(_ word: UInt32) {
    guard supply == .fetched else {
      machine.execute(word, hart: 0)
      return
    }
    let address = machine.programCounter(hart: 0)
    machine.writePhysical(UInt16(truncatingIfNeeded: word), at: address)
    if word & 3 == 3 { machine.writePhysical(UInt16(truncatingIfNeeded: word >> 16), at: address + 2) }
    _ = machine.run(hart: 0, budget: 1)
  }

  /// Executes one instruction at the program counter.
  func perform(_ instruction: Instruction, _ mode: EncodingMode) throws {
    perform(try instruction.encoded(in: mode))
  }

  /// All general-purpose registers.
  var registers: [MachineCapability] { (0..<32).map { machine.readRegister($0, hart: 0) } }
}
