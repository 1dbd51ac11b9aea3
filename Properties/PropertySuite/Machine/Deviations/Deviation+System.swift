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

extension Deviation {
  /// What the ISA leaves to a machine.
  static let freedoms: [Deviation] = [conditionalSize, conditionalFails, conditionalSucceeds]

  /// The freedom that the Model itself leaves.
  static let conditionalSize = Deviation(
    "machine.conditional.size", .freedom,
    behaviour: "A store-conditional of another size than the load-reserved stores or fails, whatever memory holds.",
    specified:
      "The reservation holds at least what was loaded; how much more, and whether such a pair succeeds, is the "
      + "machine's to choose.",
    sources: ["RISC-V Unprivileged ISA, Zalrsc: reservation set", "the rule of this name"],
    seenIn: [recordedMachine, sail]
  ) { situation in
    situation.effect?.alternatives.map { .completed($0) } ?? []
  }

  static let conditionalFails = Deviation(
    "freedom.conditional.fails", .freedom,
    behaviour: "A store-conditional fails although the reservation stands.",
    specified: "It may fail for reasons of the machine's own, if not for ever.",
    sources: ["RISC-V Unprivileged ISA, Zalrsc: a store-conditional may fail spuriously"],
    seenIn: ["cores whose reservation ends with a lost cache line or a timer"]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, situation.effect?.write != nil else {
      return []
    }
    return [situation.failing(access)]
  }

  static let conditionalSucceeds = Deviation(
    "freedom.conditional.succeeds", .freedom,
    behaviour: "A store-conditional to the reserved address succeeds although the hart itself has stored there, or "
      + "although its size is not that of the load-reserved.",
    specified:
      "Only stores of others must make it fail, and how far a reservation reaches beyond what was loaded is the "
      + "machine's to choose; the Model compares what memory holds.",
    sources: ["RISC-V Unprivileged ISA, Zalrsc", "sail-cheri-riscv, `match_reservation`"],
    seenIn: [sail]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, let effect = situation.effect,
      effect.write == nil, situation.state.reservation?.address == access.address
    else { return [] }
    return situation.succeeding(access).map { [$0] } ?? []
  }
}
