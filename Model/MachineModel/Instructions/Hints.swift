import Architecture

/// HINTs: code points that software may use to tell the hart something, and that do nothing.
///
/// Source: RISC-V Unprivileged ISA, "C" extension, RVC HINT instructions, for RV64.
extension Instruction {
  /// Rule ``machine.step.hint``: A compressed instruction that is a HINT changes nothing: its registers keep
  /// capabilities, tags included. HINTs are `c.addi`, `c.slli`, `c.srli` and `c.srai` with an immediate of 0, and
  /// `c.nop`, `c.li`, `c.lui`, `c.slli`, `c.mv` and `c.add` where the destination is register 0. A HINT of 32 bits
  /// needs no rule: its destination is register 0.
  var isHint: Bool {
    length == 2 && (leavesOperandAsItIs || computesIntoZero)
  }

  /// `c.addi rd, 0` and shifts by 0. Only these have one register for source and destination; that of `c.li rd, 0` is
  /// 0.
  private var leavesOperandAsItIs: Bool {
    let operations: Set<Operation> = [.addi, .slli, .srli, .srai]
    return operations.contains(operation) && rd == rs1 && immediate == 0
  }

  private var computesIntoZero: Bool {
    let operations: Set<Operation> = [.addi, .lui, .slli, .add]
    return operations.contains(operation) && rd == 0
  }
}
