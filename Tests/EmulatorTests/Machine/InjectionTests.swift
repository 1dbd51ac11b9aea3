import Architecture
import Emulator
import Testing

/// What the record of an injected instruction tells, and from where one may be fetched.
struct InjectionTests {
  private static let lastParcel = UInt64.max - 1

  // Source: Sail, ext_fetch_check_pc: each parcel of two bytes is checked by itself.
  @Test(arguments: EncodingMode.allCases)
  func `An instruction of four bytes at the end of the address space retires under everything`(mode: EncodingMode)
    throws
  {
    let hart = try BareHart(mode)
    hart.machine.writeSpecial(.programCounterCapability, BareHart.counter(Self.lastParcel, mode), hart: 0)
    let record = hart.machine.execute(0x0010_0313, hart: 0)  // addi x6, x0, 1
    #expect(record.trap == nil)
    #expect(record.nextProgramCounter == 2)
    #expect(hart.machine.readInteger(6, hart: 0) == 1)
    let counter = hart.machine.readSpecial(.programCounterCapability, hart: 0)
    #expect(counter == BareHart.counter(2, mode))
  }

  @Test func `Its second half must lie in the bounds, too`() throws {
    let hart = try BareHart()
    let end = MachineCapability.root.withAddress(UInt64.max - 4095).withBounds(length: 4096).capability
    hart.machine.writeSpecial(.programCounterCapability, end.withAddress(Self.lastParcel), hart: 0)
    #expect(hart.machine.execute(0x4305, hart: 0).trap == nil)  // c.li x6, 1
    hart.machine.writeSpecial(.programCounterCapability, end.withAddress(Self.lastParcel), hart: 0)
    let trap = hart.machine.execute(0x0010_0313, hart: 0).trap
    #expect(trap == Trap(cause: .capabilityException, value: 32 << 5 | 1))
  }

  @Test(
    arguments: [
      // lb x16, −1(x0); sd x1, 8(x10); lr.w x6, (x10); sc.d x6, x7, (x10); amoadd.w x6, x7, (x10).
      (0xFFF0_0803, UInt64.max, 1, 5), (0x0015_3423, 0x1008, 8, 7), (0x1005_232F, 0x1000, 4, 5),
      (0x1875_332F, 0x1000, 8, 7), (0x0075_232F, 0x1000, 4, 7),
      // lc x6, 16(x10); sc x1, 16(x10); sc.c x6, x7, (x10).
      (0x0105_230F, 0x1010, 16, 5), (0x0015_4823, 0x1010, 16, 7), (0x1875_432F, 0x1000, 16, 7),
    ] as [(UInt32, UInt64, UInt8, UInt8)])
  func `The record of an access fault tells where the access would have gone`(
    word: UInt32, address: UInt64, byteCount: UInt8, cause: UInt8
  ) throws {
    let hart = try BareHart()
    hart.machine.writeRegister(10, MachineCapability.root.withAddress(0x1000), hart: 0)
    let record = hart.machine.execute(word, hart: 0)
    #expect(record.trap?.cause.rawValue == cause)
    let access = try #require(record.access)
    #expect(access.address == address && access.byteCount == byteCount)
    #expect(access.read == nil && access.written == nil)
  }

  @Test func `The record of a page fault tells the first byte of the access`() throws {
    let kernel = try KernelMachine()
    kernel.map(1) { $0.isReadable = false }
    kernel.machine.writeRegister(
      11, kernel.machine.readRegister(10, hart: 0).withAddress(KernelMachine.base + 4092), hart: 0)
    let record = kernel.machine.execute(try Instruction(.ld, rd: 5, rs1: 11).encoded(in: .capability), hart: 0)
    #expect(record.trap == Trap(cause: .loadPageFault, value: KernelMachine.base + 4096))
    #expect(record.access?.address == KernelMachine.base + 4092)
    #expect(record.access?.read == nil && record.access?.written == nil)
  }

  @Test(
    arguments: [
      // A misaligned sc.w; a load through an untagged capability; ecall; a word without meaning.
      0x1875_A32F, 0xFA86_05DB, 0x0000_0073, 0x0000_0000,
    ] as [UInt32])
  func `Another trap tells no access`(word: UInt32) throws {
    let hart = try BareHart()
    hart.machine.writeRegister(11, MachineCapability.root.withAddress(0x8000_0001), hart: 0)
    hart.machine.writeInteger(12, 0x8000_0000, hart: 0)
    let record = hart.machine.execute(word, hart: 0)
    #expect(record.trap != nil)
    #expect(record.access == nil)
  }

  @Test(
    arguments: [
      // add x1, x2, x3; sd x3, 8(x2); addi x1, x2, 3; lui x1, 1; c.mv x1, x3; c.addi x2, 1; a HINT: c.addi x2, 0.
      (0x0031_00B3, 2, 3), (0x0031_3423, 2, 3), (0x0031_0093, 2, 0), (0x0000_10B7, 0, 0), (0x808E, 0, 3),
      (0x0105, 2, 0),
      (0x0101, 2, 0),
      // csrrwi x1, mscratch, 2 has an immediate; cspecialrw c1, ddc, c2 a special register; cseal c1, c2, c3
      // capabilities.
      (0x3401_50F3, 0, 0), (0x0211_00DB, 2, 0), (0x1631_00DB, 2, 3),
      // What traps names its registers, what means nothing has none.
      (0x0000_0073, 0, 0), (0x0031_3023 | 0x8000_0000, 2, 3), (0x0031_8000, 0, 0),
    ] as [(UInt32, UInt8, UInt8)])
  func `The record tells the sources as they are decoded`(word: UInt32, first: UInt8, second: UInt8) throws {
    let hart = try BareHart()
    for number in 1..<4 {
      hart.machine.writeRegister(number, MachineCapability.root.withAddress(UInt64(0x100 * number)), hart: 0)
    }
    let sources = hart.machine.execute(word, hart: 0).sources
    #expect(sources.firstNumber == first && sources.secondNumber == second)
    #expect(sources.firstValue == UInt64(first) * 0x100 && sources.secondValue == UInt64(second) * 0x100)
  }
}
