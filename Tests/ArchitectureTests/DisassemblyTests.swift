import Architecture
import Testing

@Suite struct DisassemblyTests {
  @Test(arguments: [
    (Instruction(.cIncOffset, rd: 10, rs1: 11, rs2: 12), "cincoffset ca0, ca1, a2"),
    (Instruction(.lc, rd: 10, rs1: 11, immediate: 16), "clc ca0, 16(ca1)"),
    (Instruction(.sc, rs1: 2, rs2: 8, immediate: -32), "csc cs0, -32(csp)"),
    (Instruction(.ld, rd: 5, rs1: 2, immediate: 8), "cld t0, 8(csp)"),
    (Instruction(.scC, rd: 10, rs1: 11, rs2: 12, immediate: 3), "csc.c.aqrl a0, ca2, (ca1)"),
    (Instruction(.lrWCAP, rd: 10, rs1: 11), "lr.w.cap a0, (ca1)"),
    (Instruction(.sbDDC, rs1: 11, rs2: 10), "sb.ddc a0, (a1)"),
    (Instruction(.cSpecialRW, rd: 10, rs1: 0, rs2: 28), "cspecialrw ca0, mtcc, cnull"),
    (Instruction(.csrrs, rd: 10, immediate: 0x342), "csrrs a0, mcause, zero"),
    (Instruction(.csrrwi, rd: 0, rs1: 7, immediate: 0x7FF), "csrrwi zero, 0x7ff, 7"),
    (Instruction(.cjalr, rd: 1, rs1: 5), "cjalr cra, 0(ct0)"),
    (Instruction(.cInvoke, rs1: 10, rs2: 11), "cinvoke ca0, ca1"),
    (Instruction(.auipcc, rd: 3, immediate: -4096), "auipcc cgp, 0xfffff"),
    (Instruction(.fence, immediate: 0x0F3), "fence iorw, rw"),
    (Instruction(.beq, rs1: 10, rs2: 0, immediate: -8), "beq a0, zero, -8"),
    (Instruction(.ecall), "ecall"),
  ])
  func `In capability mode, an instruction reads as the CHERI specification writes it`(
    instruction: Instruction, text: String
  ) {
    #expect(instruction.disassembly(in: .capability) == text)
  }

  @Test func `In integer mode, addresses are integer registers`() {
    #expect(Instruction(.lc, rd: 10, rs1: 11, immediate: 16).disassembly(in: .integer) == "lc ca0, 16(a1)")
    #expect(Instruction(.amoaddW, rd: 10, rs1: 11, rs2: 12).disassembly(in: .integer) == "amoadd.w a0, a2, (a1)")
  }

  @Test func `A word that means nothing is written as data`() {
    #expect(Instruction.disassembly(of: 0xFFFF_FFFF, in: .integer) == ".4byte 0xffffffff")
    #expect(Instruction.disassembly(of: 0x1234_0000, in: .integer) == ".2byte 0x0")
  }
}
