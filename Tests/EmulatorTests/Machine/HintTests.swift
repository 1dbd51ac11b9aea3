import Architecture
import Emulator
import Testing

/// Source: RISC-V Unprivileged ISA, C extension, “HINT Instructions”.
struct HintTests {
  /// Whether the C extension calls a word of 16 bits a HINT of RV64C, said with the fields of the word.
  private static func isHint(_ word: UInt16) -> Bool {
    let quadrant = word & 3
    let function = word >> 13
    let register = word >> 7 & 31
    let second = word >> 2 & 31
    let immediate = (word >> 12 & 1) << 5 | second
    switch (quadrant, function) {
    case (1, 0): return (register == 0) != (immediate == 0)  // c.nop, c.addi
    case (1, 2): return register == 0  // c.li
    case (1, 3): return register == 0 && immediate != 0  // c.lui
    case (1, 4): return word >> 10 & 3 < 2 && immediate == 0  // c.srli64, c.srai64
    case (2, 0): return register == 0 || immediate == 0  // c.slli, c.slli64
    case (2, 4): return register == 0 && second != 0  // c.mv, c.add
    default: return false
    }
  }

  private static let hints = (UInt16(0)...UInt16.max).filter(isHint)

  /// Every register holds a capability of its own.
  private static func fill(_ hart: borrowing BareHart) {
    for number in 1..<32 {
      let capability = MachineCapability.root.withAddress(0x8000_0000 + UInt64(number) << 8)
      hart.machine.writeRegister(number, capability.withBounds(length: 64).capability, hart: 0)
    }
  }

  @Test func `There are as many HINTs as the listing has`() {
    // c.nop 63, c.addi 31, c.li 64, c.lui 63, c.srli64 8, c.srai64 8, c.slli 64 and 31, c.mv 31, c.add 31.
    #expect(Self.hints.count == 63 + 31 + 64 + 63 + 8 + 8 + 64 + 31 + 31 + 31)
  }

  @Test(arguments: EncodingMode.allCases)
  func `An injected HINT changes nothing and writes no register`(mode: EncodingMode) throws {
    let hart = try BareHart(mode)
    Self.fill(hart)
    let before = hart.registers
    for (index, word) in Self.hints.enumerated() {
      let record = hart.machine.execute(UInt32(word), hart: 0)
      let name = String(word, radix: 16)
      #expect(record.trap == nil && record.destination == 0 && record.access == nil, "\(name): \(record)")
      #expect(record.nextProgramCounter == BareHart.start + 2 * UInt64(index + 1), "\(name)")
      #expect(hart.registers == before, "\(name)")
    }
  }

  @Test(arguments: EncodingMode.allCases)
  func `HINTs in memory change nothing`(mode: EncodingMode) throws {
    let hart = try BareHart(mode)
    Self.fill(hart)
    let before = hart.registers
    for (index, word) in Self.hints.enumerated() {
      hart.machine.writePhysical(word, at: BareHart.start + 2 * UInt64(index))
    }
    for (index, word) in Self.hints.enumerated() where index % 7 == 0 {
      // Seven at a time, so that a block is left and entered in the middle.
      _ = hart.machine.run(hart: 0, budget: min(7, Self.hints.count - index))
      #expect(hart.registers == before, "within seven from \(String(word, radix: 16)) on")
    }
    #expect(hart.machine.programCounter(hart: 0) == BareHart.start + 2 * UInt64(Self.hints.count))
    #expect(hart.machine.lastTrap(hart: 0) == nil)
  }

  @Test(arguments: EncodingMode.allCases, Supply.allCases)
  func `What only resembles a HINT writes an integer`(mode: EncodingMode, supply: Supply) throws {
    // c.li x15, 0; c.addiw x15, 0; c.andi x15, −1; c.mv x15, x15; c.slli x15, 1; and of 32 bits addi x15, x15, 0.
    for (word, result) in [
      (0x4781, 0), (0x2781, 0x1234), (0x9BFD, 0x1234), (0x87BE, 0x1234), (0x0786, 0x2468), (0x0007_8793, 0x1234),
    ] as [(UInt32, UInt64)] {
      let hart = try BareHart(mode, supply)
      hart.machine.writeRegister(15, MachineCapability.root.withAddress(0x1234), hart: 0)
      hart.perform(word)
      #expect(
        hart.machine.readRegister(15, hart: 0) == MachineCapability(integer: result), "\(String(word, radix: 16))")
    }
  }
}
