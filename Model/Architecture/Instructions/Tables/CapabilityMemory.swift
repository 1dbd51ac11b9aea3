/// Xcheri: memory. Source: CHERI ISA version 9, CHERI-RISC-V instruction encodings.
extension Encoding {
  /// Capabilities in memory, addressed as the mode says, and the tags of a line.
  static let capabilityMemory: [Encoding] = [
    Encoding("lc", .lc, .cLoad, opcode: 0x0F, funct3: 2, memory: MemoryOperation(.load, .capability)),
    Encoding("sc", .sc, .cStore, opcode: 0x23, funct3: 4, memory: MemoryOperation(.store, .capability)),
    loadReserved("lr.c", .lrC, .cLoadReserved, width: 4),
    atomic("sc.c", .scC, .storeConditional, .cStoreConditional, width: 4, funct5: 0x03),
    atomic("amoswap.c", .amoswapC, .atomic(.swap), .cSwap, width: 4, funct5: 0x01),
    Encoding(
      "cloadtags", .cLoadTags, .xFromC, opcode: 0x5B, funct3: 0, funct7: 0x7F, rs2: 0x12,
      memory: MemoryOperation(.loadTags, .capability, .capability)),
  ]

  /// Loads and stores that name their authority.
  static let explicitMemory: [Encoding] = [explicitLoads, explicitStores].flatMap { forms in
    forms.map { $0.row(through: .defaultData) } + forms.map { $0.row(through: .capability) }
  }

  private static let explicitLoads: [ExplicitForm] = [
    ExplicitForm("lb", .lbDDC, .lbCAP, .load, .number(size: 1), 0x00),
    ExplicitForm("lh", .lhDDC, .lhCAP, .load, .number(size: 2), 0x01),
    ExplicitForm("lw", .lwDDC, .lwCAP, .load, .number(size: 4), 0x02),
    ExplicitForm("ld", .ldDDC, .ldCAP, .load, .number(size: 8), 0x03),
    ExplicitForm("lbu", .lbuDDC, .lbuCAP, .load, .number(size: 1, isSigned: false), 0x04),
    ExplicitForm("lhu", .lhuDDC, .lhuCAP, .load, .number(size: 2, isSigned: false), 0x05),
    ExplicitForm("lwu", .lwuDDC, .lwuCAP, .load, .number(size: 4, isSigned: false), 0x06),
    ExplicitForm("lc", .lcDDC, .lcCAP, .load, .capability, 0x17),
    ExplicitForm("lr.b", .lrBDDC, .lrBCAP, .loadReserved, .number(size: 1), 0x10),
    ExplicitForm("lr.h", .lrHDDC, .lrHCAP, .loadReserved, .number(size: 2), 0x11),
    ExplicitForm("lr.w", .lrWDDC, .lrWCAP, .loadReserved, .number(size: 4), 0x12),
    ExplicitForm("lr.d", .lrDDDC, .lrDCAP, .loadReserved, .number(size: 8), 0x13),
    ExplicitForm("lr.c", .lrCDDC, .lrCCAP, .loadReserved, .capability, 0x14),
  ]

  private static let explicitStores: [ExplicitForm] = [
    ExplicitForm("sb", .sbDDC, .sbCAP, .store, .number(size: 1), 0x00),
    ExplicitForm("sh", .shDDC, .shCAP, .store, .number(size: 2), 0x01),
    ExplicitForm("sw", .swDDC, .swCAP, .store, .number(size: 4), 0x02),
    ExplicitForm("sd", .sdDDC, .sdCAP, .store, .number(size: 8), 0x03),
    ExplicitForm("sc", .scDDC, .scCAP, .store, .capability, 0x04),
    ExplicitForm("sc.b", .scBDDC, .scBCAP, .storeConditional, .number(size: 1), 0x10),
    ExplicitForm("sc.h", .scHDDC, .scHCAP, .storeConditional, .number(size: 2), 0x11),
    ExplicitForm("sc.w", .scWDDC, .scWCAP, .storeConditional, .number(size: 4), 0x12),
    ExplicitForm("sc.d", .scDDDC, .scDCAP, .storeConditional, .number(size: 8), 0x13),
    ExplicitForm("sc.c", .scCDDC, .scCCAP, .storeConditional, .capability, 0x14),
  ]
}

/// A load or store that names its authority, in both of its forms.
private struct ExplicitForm {
  let mnemonic: String
  let throughDefault: Operation
  let throughCapability: Operation
  let kind: MemoryOperation.Kind
  let value: MemoryOperation.Value
  /// What selects the form through the default data capability; bit 3 is set in the one through a capability register.
  let selector: UInt32

  init(
    _ mnemonic: String, _ throughDefault: Operation, _ throughCapability: Operation, _ kind: MemoryOperation.Kind,
    _ value: MemoryOperation.Value, _ selector: UInt32
  ) {
    self.mnemonic = mnemonic
    self.throughDefault = throughDefault
    self.throughCapability = throughCapability
    self.kind = kind
    self.value = value
    self.selector = selector
  }

  /// Of a load, funct7 is 0x7D, and the field of the second source selects. Of a store it is 0x7C, and the field of the
  /// destination selects: a store conditional writes its result to the register whose value it was to store.
  func row(through authority: MemoryOperation.Authority) -> Encoding {
    let isCapability = authority == .capability
    let selector = selector | (isCapability ? 8 : 0)
    let address: RegisterKind = isCapability ? .capability : .integer
    let register: RegisterKind = value == .capability ? .capability : .integer
    let isLoad = kind == .load || kind == .loadReserved
    return Encoding(
      mnemonic + (isCapability ? ".cap" : ".ddc"), isCapability ? throughCapability : throughDefault,
      isLoad
        ? OperandFormat(rd: register, rs1: address, .address) : OperandFormat(rs1: address, rs2: register, .address),
      opcode: 0x5B, funct3: 0, funct7: isLoad ? 0x7D : 0x7C, rd: isLoad ? nil : selector, rs2: isLoad ? selector : nil,
      memory: MemoryOperation(kind, value, authority))
  }
}
