import Architecture

extension Instruction {
  /// Whether the immediate takes the place of the second source register.
  var hasImmediateOperand: Bool {
    switch operation {
    case .lui, .auipc, .addi, .slti, .sltiu, .xori, .ori, .andi, .slli, .srli, .srai: true
    case .addiw, .slliw, .srliw, .sraiw: true
    default: false
    }
  }

  /// Whether the immediate is an offset from the address register; atomics keep their ordering there.
  var hasOffset: Bool {
    switch operation {
    case .lb, .lh, .lw, .ld, .lbu, .lhu, .lwu, .lc, .sb, .sh, .sw, .sd, .sc: true
    default: false
    }
  }
}
