import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel

extension Deviation {
  /// What concerns accesses to memory.
  static let memory: [Deviation] = [
    conditionalPermission, conditionalCapabilityPermission, conditionalOfTagged, conditionalFault, conditionalLocal,
    atomicFault, reservedMisaligned, wrappingAccess,
  ]

  static let conditionalPermission = Deviation(
    "deviation.conditional.permission",
    behaviour: "A store-conditional of data asks its authority for Load instead of Store.",
    specified: "It asks for Store: otherwise a capability without Store could be stored through.",
    sources: ["CHERI ISAv9, SC.W", "sail-cheri-riscv, `handle_store_cond_data_via_cap`"],
    seenIn: [recordedMachine, "QEMU of the CHERI Alliance"]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, access.access.size < 16,
      access.authority.tag, !access.authority.isSealed
    else { return [] }
    let permissions = access.authority.permissions
    if !permissions.contains(.load) {
      return [.trapped(.capability(code: 0x12, register: access.register))]
    }
    if permissions.contains(.store) { return [] }
    return [situation.ending(of: access.instruction, in: situation.state(adding: .store, to: access))]
  }

  static let conditionalCapabilityPermission = Deviation(
    "deviation.conditional.capabilityPermission",
    behaviour: "`sc.c` of an untagged value asks its authority for StoreCap.",
    specified: "StoreCap is asked for only if the value is tagged, as by `csc`.",
    sources: ["CHERI ISAv9, SC.C", "sail-cheri-riscv, `handle_store_cond_cap_via_cap`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, access.access.size == 16,
      access.authority.tag, !access.authority.isSealed, access.authority.permissions.contains(.store),
      !access.authority.permissions.contains(.storeCapability),
      !situation.state.registers[access.instruction.rs2].tag
    else { return [] }
    return [.trapped(.capability(code: 0x15, register: access.register))]
  }

  static let conditionalOfTagged = Deviation(
    "deviation.conditional.strippedTag",
    behaviour:
      "`sc.c` compares tags as its authority may see them: where `lr.c` had to strip the tag, it always fails.",
    specified: "Memory that is unchanged is unchanged: a loop of `lr.c` and `sc.c` comes to an end.",
    sources: [
      "RISC-V Unprivileged ISA, eventual success of store-conditional", "sail-cheri-riscv, `match_reservation`",
    ],
    seenIn: [recordedMachine]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, access.access.size == 16,
      let effect = situation.effect, let write = effect.write,
      situation.state.memory.isTagged(write.place.address)
    else { return [] }
    return [situation.failing(access)]
  }

  static let conditionalFault = Deviation(
    "deviation.conditional.fault",
    behaviour: "A store-conditional without reservation fails with 1 even if it could not access its address.",
    specified: "A store-conditional that the access checks refuse traps, with or without reservation.",
    sources: [
      "RISC-V Unprivileged ISA, Zalrsc", "riscv/riscv-isa-manual#1892", "sail-riscv, `STORECON`",
      "of a bus that answers late: riscv/riscv-isa-manual#3350, open",
    ],
    seenIn: [recordedMachine, "QEMU of the CHERI Alliance", sail]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, let trap = situation.trap,
      [.storeAccessFault, .storePageFault, .capabilityStorePageFault].contains(trap.cause),
      situation.state.reservation?.address != access.address
    else { return [] }
    return [situation.failing(access)]
  }

  static let conditionalLocal = Deviation(
    "deviation.conditional.localRegister",
    behaviour: "`sc.c` of a capability that is not Global, without StoreLocalCap, tells the register of the value.",
    specified: "The exception tells the register of the authority.",
    sources: ["CHERI ISAv9, SC.C", "sail-cheri-riscv, `handle_store_cond_cap_via_cap`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let access = situation.access, access.access.kind == .storeConditional, access.access.size == 16,
      situation.trap == .capability(code: 0x16, register: access.register)
    else { return [] }
    return [.trapped(.capability(code: 0x16, register: Int(access.instruction.rs2)))]
  }

  static let atomicFault = Deviation(
    "deviation.atomic.fault",
    behaviour: "An atomic operation on no memory raises a load access fault (5): its load comes first.",
    specified: "It raises a store/AMO access fault (7).",
    sources: ["RISC-V Privileged ISA, table of exception codes", "riscv/riscv-isa-manual#469"],
    seenIn: [recordedMachine, "QEMU of the CHERI Alliance"]
  ) { situation in
    guard case .atomic? = situation.access?.access.kind, let trap = situation.trap, trap.cause == .storeAccessFault
    else {
      return []
    }
    var answered = trap
    answered.cause = .loadAccessFault
    return [.trapped(answered)]
  }

  static let reservedMisaligned = Deviation(
    "deviation.reserved.misaligned",
    behaviour: "A misaligned `lr.c` raises store/AMO address misaligned (6).",
    specified: "It raises load address misaligned (4).",
    sources: ["sail-cheri-riscv, `handle_loadres_cap_via_cap`"],
    seenIn: [recordedMachine, "QEMU of the CHERI Alliance"]
  ) { situation in
    guard let access = situation.access, access.access.kind == .loadReserved, access.access.size == 16,
      let trap = situation.trap, trap.cause == .loadAddressMisaligned
    else { return [] }
    return [.trapped(Trap(.storeAddressMisaligned, value: trap.value))]
  }

  static let wrappingAccess = Deviation(
    "deviation.access.wrap",
    behaviour: "An access to data through DDC whose bytes go beyond 2^64 passes the check of bounds, and fails later.",
    specified: "All bytes must lie in the bounds, and no bounds hold what lies beyond 2^64: length violation.",
    sources: ["CHERI ISAv9, `inCapBounds`", "sail-cheri-riscv, `inCapBounds`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let access = situation.access, access.register >= 32, access.access.size < 16,
      situation.trap == .capability(code: 0x01, register: access.register)
    else { return [] }
    let (bounds, size) = (access.authority.bounds, Integer(access.access.size))
    let end = access.address + size - situation.state.format.addressSpaceSize
    guard end > 0, access.address >= bounds.base,
      bounds.top >= situation.state.format.addressSpaceSize || end <= bounds.top
    else { return [] }
    return access.causesBeyondEnd.flatMap { cause in
      [access.address, access.address - access.address % size].map { .trapped(Trap(cause, value: $0)) }
    }
  }
}

extension MachineSituation.AuthorisedAccess {
  /// The traps of an access that got beyond the check of bounds at the end of the address space: whoever needs
  /// alignment lacks it there, the others find no memory.
  fileprivate var causesBeyondEnd: [ExceptionCause] {
    switch access.kind {
    case .load: [.loadAccessFault]
    case .store: [.storeAccessFault]
    case .loadReserved, .loadTags: [.loadAddressMisaligned]
    case .storeConditional, .atomic: [.storeAddressMisaligned]
    }
  }
}

extension MachineSituation {
  /// A store-conditional that fails: the result is 1, and nothing is stored.
  func failing(_ access: AuthorisedAccess) -> StepRecord.Outcome {
    var ending = ending(of: Instruction(.addi, rd: resultRegister(of: access), rs1: 0, immediate: 1))
    if case .completed(var effect) = ending {
      effect.reservation = .ended
      ending = .completed(effect)
    }
    return ending
  }

  /// A store-conditional that succeeds: the result is 0, and the value is stored; or what the store is refused with.
  func succeeding(_ access: AuthorisedAccess) -> StepRecord.Outcome? {
    guard let operation = access.instruction.operation.storeOfConditional else { return nil }
    // A store-conditional has no offset: its immediate holds the ordering.
    var store = access.instruction.with(operation)
    store.immediate = 0
    let result = ending(of: Instruction(.addi, rd: resultRegister(of: access), rs1: 0))
    guard case .completed(var effect) = ending(of: store), case .completed(let written) = result else { return nil }
    effect.register = written.register
    effect.reservation = .ended
    return .completed(effect)
  }

  /// Where the result of a store-conditional goes: explicit forms, which have no rd, write it over the value.
  private func resultRegister(of access: AuthorisedAccess) -> UInt8 {
    access.access.authority == .byMode ? access.instruction.rd : access.instruction.rs2
  }
}
