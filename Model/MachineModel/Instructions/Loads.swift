import Architecture
import CapabilityModel
import ExactIntegers

/// Loads. Source: RISC-V Unprivileged ISA, section 2.6; CHERI ISAv9, CLC and the explicit loads, LR.C, CLoadTags.
extension MachineState {
  /// Rule ``machine.load.data``: A load of data needs Load. The number is zero- or sign-extended, and becomes an
  /// integer in the destination register.
  func loadData(
    _ instruction: Instruction, _ authority: MemoryOperation.Authority, size: Int, isSigned: Bool
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    try operand.check(size: size, [(.load, .permitLoadViolation)])
    let place = try translate(operand.address, size: size, for: .load)
    return loading(from: place, operand, size: size, isSigned: isSigned, to: instruction.rd)
  }

  /// Rule ``machine.load.reserved``: A load-reserved is a signed load from an address aligned to its size that leaves a
  /// reservation of the address and the bytes.
  func loadReserved(
    _ instruction: Instruction, _ authority: MemoryOperation.Authority, size: Int
  ) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    try operand.check(size: size, [(.load, .permitLoadViolation)])
    try operand.checkAlignment(to: size, .loadAddressMisaligned)
    let place = try translate(operand.address, size: size, for: .load)
    var effect = loading(from: place, operand, size: size, isSigned: true, to: instruction.rd)
    let value = registers.null.moved(to: memory.load(place).signExtended(from: 8 * size))
    effect.reservation = .made(Reservation(address: operand.address, size: size, value: value))
    return effect
  }

  private func loading(
    from place: PhysicalPlace, _ operand: AddressOperand, size: Int, isSigned: Bool, to register: UInt8
  ) -> Effect {
    let raw = memory.load(place)
    var effect = writing(integer: isSigned ? raw.signExtended(from: 8 * size) : raw, to: register)
    effect.read = .init(address: operand.address, value: .data(raw, size: size))
    return effect
  }

  /// Rule ``machine.load.capability``: A load of a capability needs Load and an aligned address. What becomes of its
  /// tag, ``machine.page.loadTable`` says.
  func loadCapability(_ instruction: Instruction, _ authority: MemoryOperation.Authority) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, authority)
    return try loadingCapability(instruction, from: try placeOfCapability(operand), operand, as: .loadCapability)
  }

  /// Rule ``machine.load.reservedCapability``: `lr.c` loads a capability and leaves a reservation of the address and of
  /// what memory holds there. That what reaches the register has lost its tag, for lack of LoadCap or by the page,
  /// makes no difference to the reservation: else no loop around it could ever store.
  func loadReservedCapability(_ instruction: Instruction, _ authority: MemoryOperation.Authority) throws(Trap) -> Effect
  {
    let operand = addressOperand(of: instruction, authority)
    let place = try placeOfCapability(operand)
    var effect = try loadingCapability(instruction, from: place, operand, as: .loadReservedCapability)
    effect.reservation = .made(
      Reservation(
        address: operand.address, size: place.size, value: memory.loadCapability(place.address, format: format)))
    return effect
  }

  /// Where a capability is loaded from, if authority, alignment and page allow a load.
  private func placeOfCapability(_ operand: AddressOperand) throws(Trap) -> PhysicalPlace {
    let size = Int(truncatingIfNeeded: TaggedMemory.granuleSize)
    try operand.check(size: size, [(.load, .permitLoadViolation)])
    try operand.checkAlignment(to: size, .loadAddressMisaligned)
    return try translate(operand.address, size: size, for: .load)
  }

  private func loadingCapability(
    _ instruction: Instruction, from place: PhysicalPlace, _ operand: AddressOperand, as load: TagLoad
  ) throws(Trap) -> Effect {
    let loaded = try capability(at: place, operand, as: load)
    var effect = writing(loaded, to: instruction.rd)
    effect.read = .init(address: operand.address, value: .capability(loaded))
    return effect
  }

  /// The capability in memory as a load shows it.
  func capability(at place: PhysicalPlace, _ operand: AddressOperand, as load: TagLoad) throws(Trap) -> Capability {
    let inMemory = memory.loadCapability(place.address, format: format)
    switch tagOutcome(of: load, tag: inMemory.tag, operand) {
    case .kept: return inMemory
    case .stripped: return inMemory.clearTag()
    case .pageFault: throw Trap(.capabilityLoadPageFault, value: operand.address).refusing(operand.address)
    case .permissionViolation: throw .capability(.permitLoadViolation, operand.register)
    }
  }

  private func tagOutcome(of load: TagLoad, tag: Bool, _ operand: AddressOperand) -> TagOutcome {
    load.outcome(
      tag: tag, permitsLoadCapability: operand.authority.permissions.contains(.loadCapability),
      policy: loadPolicy(at: operand.address))
  }

  /// The load policy of a page that was loaded from; without a page table, everything is allowed.
  private func loadPolicy(at address: Integer) -> CapabilityLoadPolicy {
    guard let pageTable else { return .allow }
    guard let page = pageTable[address] else {
      impossible("machine.page.translate", "\(address.hexadecimal) was translated, and is on no page")
    }
    return page.loadPolicy
  }

  /// The number of granules whose tags `cloadtags` reads: a line of 64 bytes.
  static let granulesInLine = 4

  /// Rule ``machine.load.tags``: `cloadtags` reads the tags of a line of four granules, aligned to the line. It needs
  /// Load and LoadCap; what becomes of the tags, ``machine.page.loadTable`` says.
  func loadTags(_ instruction: Instruction) throws(Trap) -> Effect {
    let operand = addressOperand(of: instruction, .capability)
    let granuleSize = Int(truncatingIfNeeded: TaggedMemory.granuleSize)
    let size = Self.granulesInLine * granuleSize
    try operand.check(size: size, [(.load, .permitLoadViolation), (.loadCapability, .permitLoadCapabilityViolation)])
    try operand.checkAlignment(to: size, .loadAddressMisaligned)
    let place = try translate(operand.address, size: size, for: .load)
    var tags: Integer = 0
    for granule in 0..<Self.granulesInLine {
      let isTagged = memory.isTagged(place.address + Integer(granule * granuleSize))
      switch tagOutcome(of: .loadTags, tag: isTagged, operand) {
      case .kept: tags += Integer(isTagged) << granule
      case .stripped: break
      case .pageFault: throw Trap(.capabilityLoadPageFault, value: operand.address).refusing(operand.address)
      case .permissionViolation: throw .capability(.permitLoadCapabilityViolation, operand.register)
      }
    }
    var effect = writing(integer: tags, to: instruction.rd)
    let last = memory.loadCapability(place.address + Integer(size - granuleSize), format: format)
    effect.read = .init(address: operand.address, value: .tags(tags, lastGranule: last))
    return effect
  }
}
