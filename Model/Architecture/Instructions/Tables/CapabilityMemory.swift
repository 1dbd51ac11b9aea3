/// Xcheri: memory. Source: CHERI ISA version 9, CHERI-RISC-V instruction encodings.
extension Encoding {
  /// Capabilities in memory, addressed as the mode says, and the tags of a line.
  static let capabilityMemory: [Encoding] = [
    Encoding("lc", .lc, .cLoad, opcode: 0x0F, funct3: 2),
    Encoding("sc", .sc, .cStore, opcode: 0x23, funct3: 4),
    loadReserved("lr.c", .lrC, .cLoadReserved, width: 4),
    atomic("sc.c", .scC, .cStoreConditional, width: 4, funct5: 0x03),
    atomic("amoswap.c", .amoswapC, .cSwap, width: 4, funct5: 0x01),
    Encoding("cloadtags", .cLoadTags, .xFromC, opcode: 0x5B, funct3: 0, funct7: 0x7F, rs2: 0x12),
  ]

  /// Loads and stores that name their authority. Bit 3 of the selector says which: 0 for the default data capability,
  /// 1 for a capability register; bit 4 says that the access is a reservation or a store conditional, except that
  /// the plain loads of capabilities are 0x17 and 0x1F.
  static let explicitMemory: [Encoding] = [
    explicitLoad("lb.ddc", .lbDDC, .xFromX, 0x00),
    explicitLoad("lh.ddc", .lhDDC, .xFromX, 0x01),
    explicitLoad("lw.ddc", .lwDDC, .xFromX, 0x02),
    explicitLoad("ld.ddc", .ldDDC, .xFromX, 0x03),
    explicitLoad("lbu.ddc", .lbuDDC, .xFromX, 0x04),
    explicitLoad("lhu.ddc", .lhuDDC, .xFromX, 0x05),
    explicitLoad("lwu.ddc", .lwuDDC, .xFromX, 0x06),
    explicitLoad("lc.ddc", .lcDDC, .cFromX, 0x17),
    explicitLoad("lr.b.ddc", .lrBDDC, .xFromX, 0x10),
    explicitLoad("lr.h.ddc", .lrHDDC, .xFromX, 0x11),
    explicitLoad("lr.w.ddc", .lrWDDC, .xFromX, 0x12),
    explicitLoad("lr.d.ddc", .lrDDDC, .xFromX, 0x13),
    explicitLoad("lr.c.ddc", .lrCDDC, .cFromX, 0x14),

    explicitLoad("lb.cap", .lbCAP, .xFromC, 0x08),
    explicitLoad("lh.cap", .lhCAP, .xFromC, 0x09),
    explicitLoad("lw.cap", .lwCAP, .xFromC, 0x0A),
    explicitLoad("ld.cap", .ldCAP, .xFromC, 0x0B),
    explicitLoad("lbu.cap", .lbuCAP, .xFromC, 0x0C),
    explicitLoad("lhu.cap", .lhuCAP, .xFromC, 0x0D),
    explicitLoad("lwu.cap", .lwuCAP, .xFromC, 0x0E),
    explicitLoad("lc.cap", .lcCAP, .cFromC, 0x1F),
    explicitLoad("lr.b.cap", .lrBCAP, .xFromC, 0x18),
    explicitLoad("lr.h.cap", .lrHCAP, .xFromC, 0x19),
    explicitLoad("lr.w.cap", .lrWCAP, .xFromC, 0x1A),
    explicitLoad("lr.d.cap", .lrDCAP, .xFromC, 0x1B),
    explicitLoad("lr.c.cap", .lrCCAP, .cFromC, 0x1C),

    explicitStore("sb.ddc", .sbDDC, .xToX, 0x00),
    explicitStore("sh.ddc", .shDDC, .xToX, 0x01),
    explicitStore("sw.ddc", .swDDC, .xToX, 0x02),
    explicitStore("sd.ddc", .sdDDC, .xToX, 0x03),
    explicitStore("sc.ddc", .scDDC, .cToX, 0x04),
    explicitStore("sc.b.ddc", .scBDDC, .xToX, 0x10),
    explicitStore("sc.h.ddc", .scHDDC, .xToX, 0x11),
    explicitStore("sc.w.ddc", .scWDDC, .xToX, 0x12),
    explicitStore("sc.d.ddc", .scDDDC, .xToX, 0x13),
    explicitStore("sc.c.ddc", .scCDDC, .cToX, 0x14),

    explicitStore("sb.cap", .sbCAP, .xToC, 0x08),
    explicitStore("sh.cap", .shCAP, .xToC, 0x09),
    explicitStore("sw.cap", .swCAP, .xToC, 0x0A),
    explicitStore("sd.cap", .sdCAP, .xToC, 0x0B),
    explicitStore("sc.cap", .scCAP, .cToC, 0x0C),
    explicitStore("sc.b.cap", .scBCAP, .xToC, 0x18),
    explicitStore("sc.h.cap", .scHCAP, .xToC, 0x19),
    explicitStore("sc.w.cap", .scWCAP, .xToC, 0x1A),
    explicitStore("sc.d.cap", .scDCAP, .xToC, 0x1B),
    explicitStore("sc.c.cap", .scCCAP, .cToC, 0x1C),
  ]

  /// funct7 is 0x7D, and the field of the second source selects.
  private static func explicitLoad(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, _ selector: UInt32
  ) -> Encoding {
    Encoding(mnemonic, operation, format, opcode: 0x5B, funct3: 0, funct7: 0x7D, rs2: selector)
  }

  /// funct7 is 0x7C, and the field of the destination selects. A store conditional writes its result to the register
  /// whose value it was to store.
  private static func explicitStore(
    _ mnemonic: String, _ operation: Operation, _ format: OperandFormat, _ selector: UInt32
  ) -> Encoding {
    Encoding(mnemonic, operation, format, opcode: 0x5B, funct3: 0, funct7: 0x7C, rd: selector)
  }
}
