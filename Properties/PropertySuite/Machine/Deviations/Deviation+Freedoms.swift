import CapabilityModel
import ExactIntegers
import MachineModel

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
