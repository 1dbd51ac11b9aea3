import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel

extension Deviation {
  /// What concerns control and status registers and privileged instructions.
  static let system: [Deviation] = [machineStatus, controlPermission, addressTranslationFence]

  static let machineStatus = Deviation(
    "deviation.csr.machineStatus",
    behaviour: "`mstatus` shows 2 in the fields SXL and UXL.",
    specified: "They are 0 on a machine without S and U.",
    sources: ["RISC-V Privileged ISA, section 3.1.6, base ISA control", "riscv-tests, rv64mi-csr"],
    seenIn: ["machines that have S and U, the recorded one among them"]
  ) { situation in
    guard situation.isControlAccess, situation.instruction?.immediate == Int64(ControlRegister.mstatus.rawValue),
      var effect = situation.effect, let value = effect.register?.value
    else { return [] }
    effect.register?.value = value.setAddress(value.address.replacingBits(32..<36, with: 0b1010))
    return [.completed(effect)]
  }

  static let controlPermission = Deviation(
    "deviation.csr.permission",
    behaviour: "A CSR access without AccessSystemRegisters tells register 0 (mtval 0x18).",
    specified: "It tells PCC (mtval 0x418).",
    sources: ["CHERI ISAv9, AccessSystemRegisters", "sail-cheri-riscv, `ext_check_CSR_fail`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard situation.isControlAccess, situation.trap == .capability(code: 0x18, register: 32) else { return [] }
    return [.trapped(.capability(code: 0x18, register: 0))]
  }

  static let addressTranslationFence = Deviation(
    "deviation.fence.translation",
    behaviour: "`sfence.vma` does nothing.",
    specified: "It is an illegal instruction on a machine without S, as `sret` is.",
    sources: ["RISC-V Privileged ISA, supervisor memory-management fence"],
    seenIn: ["machines that have S, the recorded one among them"]
  ) { situation in
    let word = situation.word
    guard word >> 25 == 0b0001001, word & 0x7FFF == 0x73, situation.trap?.cause == .illegalInstruction else {
      return []
    }
    return [situation.ending(of: Instruction(.fence))]
  }
}

extension MachineSituation {
  /// Whether the instruction accesses a control and status register.
  fileprivate var isControlAccess: Bool {
    switch instruction?.operation {
    case .csrrw, .csrrs, .csrrc, .csrrwi, .csrrsi, .csrrci: true
    default: false
    }
  }
}
