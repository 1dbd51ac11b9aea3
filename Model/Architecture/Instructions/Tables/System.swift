/// Zifencei, Zicsr and the privileged instructions. Source: RISC-V Unprivileged ISA, Privileged ISA.
extension Encoding {
  static let system: [Encoding] = [
    Encoding("fence", .fence, .fence, opcode: 0x0F, funct3: 0),
    Encoding("fence.i", .fenceI, .fence, opcode: 0x0F, funct3: 1),
    Encoding("ecall", .ecall, .none, opcode: 0x73, funct3: 0, funct7: 0x00, rd: 0, rs1: 0, rs2: 0),
    Encoding("ebreak", .ebreak, .none, opcode: 0x73, funct3: 0, funct7: 0x00, rd: 0, rs1: 0, rs2: 1),
    Encoding("wfi", .wfi, .none, opcode: 0x73, funct3: 0, funct7: 0x08, rd: 0, rs1: 0, rs2: 5),
    Encoding("mret", .mret, .none, opcode: 0x73, funct3: 0, funct7: 0x18, rd: 0, rs1: 0, rs2: 2),
    Encoding("sfence.vma", .sfenceVMA, .twoSources, opcode: 0x73, funct3: 0, funct7: 0x09, rd: 0),
    Encoding("csrrw", .csrrw, .control, opcode: 0x73, funct3: 1),
    Encoding("csrrs", .csrrs, .control, opcode: 0x73, funct3: 2),
    Encoding("csrrc", .csrrc, .control, opcode: 0x73, funct3: 3),
    Encoding("csrrwi", .csrrwi, .controlImmediate, opcode: 0x73, funct3: 5),
    Encoding("csrrsi", .csrrsi, .controlImmediate, opcode: 0x73, funct3: 6),
    Encoding("csrrci", .csrrci, .controlImmediate, opcode: 0x73, funct3: 7),
  ]
}
