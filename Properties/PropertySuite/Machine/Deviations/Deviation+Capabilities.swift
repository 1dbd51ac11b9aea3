import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel

extension Deviation {
  /// What concerns operations on registers, and jumps.
  static let capabilities: [Deviation] = [
    hint, conditionalSeal, copyTypeInPlace, copyTypeBounds, oddBase, sentryAddress,
  ]

  static let hint = Deviation(
    "deviation.hint.writes",
    behaviour: "`c.addi` of 0 and compressed shifts by 0 write their register as an integer: the tag is lost.",
    specified: "They are HINTs and change nothing.",
    sources: [
      "RISC-V Unprivileged ISA, C extension, table of HINT instructions",
      "microsoft/cheriot-ibex#83",
    ],
    seenIn: ["CHERIoT-Ibex"]
  ) { situation in
    guard let register = hintedRegister(situation.word), situation.trap == nil else { return [] }
    // As 32 bits, since the Model knows the compressed one for a HINT.
    return [situation.ending(of: Instruction(.addi, rd: register, rs1: register))]
  }

  /// The register that a HINT would write if it were none: of `c.addi` and `c.slli`, `c.srli`, `c.srai` with 0.
  private static func hintedRegister(_ word: UInt32) -> UInt8? {
    let word = word & 0xFFFF
    if word & 0xF07F == 0x0001 || word & 0xF07F == 0x0002 {
      let register = UInt8(word >> 7 & 31)
      return register == 0 ? nil : register
    }
    return word & 0xF87F == 0x8001 ? UInt8(8 + (word >> 7 & 7)) : nil
  }

  static let conditionalSeal = Deviation(
    "deviation.seal.untagged",
    behaviour: "`ccseal` with a tagged authority gives an untagged source the authority's address as object type.",
    specified: "A source that is sealed, or an authority out of its bounds or at the unsealed type, passes it through "
      + "unchanged, untagged or not.",
    sources: ["CHERI ISAv9, CCSeal", "sail-cheri-riscv, `CCSeal`", "CTSRD-CHERI/qemu#282"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let instruction = situation.instruction, instruction.operation == .cCSeal else { return [] }
    let source = situation.state.registers[instruction.rs1]
    guard !source.tag, situation.state.registers[instruction.rs2].tag else { return [] }
    // The type of an untagged capability is set by `cseal`, whatever the authority.
    return [situation.ending(of: instruction.with(.cSeal))]
  }

  static let copyTypeInPlace = Deviation(
    "deviation.copyType.inPlace",
    behaviour: "`ccopytype` whose result goes to its first source keeps the tag, whatever the second source is.",
    specified: "The tag is cleared if the type is reserved or the first source is sealed.",
    sources: ["CHERI ISAv9, CCopyType", "sail-cheri-riscv, `CCopyType`", "CTSRD-CHERI/qemu#280"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let instruction = situation.instruction, instruction.operation == .cCopyType,
      instruction.rd == instruction.rs1, var effect = situation.effect, let register = effect.register
    else { return [] }
    let source = situation.state.registers[instruction.rs1]
    guard source.tag, !register.value.tag, register.value.bounds == source.bounds else { return [] }
    effect.register?.value = register.value.tagged
    return [.completed(effect)]
  }

  static let copyTypeBounds = Deviation(
    "deviation.copyType.bounds",
    behaviour:
      "`ccopytype` to another register clears the tag if the type lies outside the bounds of the first source.",
    specified: "It is cleared only if the bounds cannot be represented at that address.",
    sources: ["CHERI ISAv9, CCopyType", "sail-cheri-riscv, `CCopyType`", "CTSRD-CHERI/qemu#284"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let instruction = situation.instruction, instruction.operation == .cCopyType,
      instruction.rd != instruction.rs1, var effect = situation.effect, let value = effect.register?.value,
      value.tag, !value.bounds.contains(value.address)
    else { return [] }
    effect.register?.value = value.clearTag()
    return [.completed(effect)]
  }

  static let oddBase = Deviation(
    "deviation.jump.oddBase",
    behaviour: "A jump through a capability with an odd base raises a capability exception with the code 0x0B.",
    specified: "It is allowed: only a base that relocates the program counter must be aligned, and it does not here.",
    sources: ["CHERI ISAv9, CJALR", "sail-cheri-riscv, `CJALR`: `have_pcc_relocation`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let (code, register) = situation.code, situation.trap == nil, code.base % 2 == 1 else { return [] }
    return [.trapped(.capability(code: 0x0B, register: register))]
  }

  static let sentryAddress = Deviation(
    "deviation.jump.sentryAddress",
    behaviour:
      "A jump to an entry is refused if its address is odd, and allowed with an offset that is lost with bit 0.",
    specified: "A jump to an entry is refused if the offset is not 0; bit 0 of the address is cleared.",
    sources: ["CHERI ISAv9, CJALR", "sail-cheri-riscv, `CJALR`"],
    seenIn: [recordedMachine]
  ) { situation in
    guard let (code, register) = situation.code, let instruction = situation.instruction,
      instruction.operation != .cInvoke, code.tag, code.isEntry
    else { return [] }
    let address = code.address
    if instruction.immediate == 0 {
      return situation.trap == nil && address % 2 == 1 ? [.trapped(.capability(code: 0x03, register: register))] : []
    }
    let target = situation.state.format.wrapped(address + Integer(instruction.immediate))
    guard target - target % 2 == address else { return [] }
    var jump = instruction
    jump.immediate = 0
    return [situation.ending(of: jump)]
  }
}

extension MachineSituation {
  /// The capability that a jump goes through, and the number of its register.
  fileprivate var code: (capability: Capability, register: Int)? {
    guard let instruction else { return nil }
    switch instruction.operation {
    case .cjalr, .jalrCAP, .cInvoke: return (state.registers[instruction.rs1], Int(instruction.rs1))
    default: return nil
    }
  }
}

extension Capability {
  /// The same bits, tagged.
  fileprivate var tagged: Capability { format.decode(metadata: metadata, address: address, tag: true) }
}

extension Instruction {
  /// Another operation with the same operands.
  func with(_ operation: Operation) -> Instruction {
    var instruction = self
    instruction.operation = operation
    return instruction
  }
}
