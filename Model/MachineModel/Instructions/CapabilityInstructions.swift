import Architecture
import CapabilityModel
import ExactIntegers

/// Xcheri on registers: what the operations of the capability model have to do with registers.
extension MachineState {
  /// Rule ``machine.capability.inspect``: Inspecting a capability never traps. The part that is asked for becomes an integer in
  /// the destination register; a top or a length of 2^64 is shown as 2^64 - 1.
  func inspection(_ instruction: Instruction) -> Effect {
    let capability = registers[instruction.rs1]
    let greatest = format.addressSpaceSize - 1
    let part: Integer =
      switch instruction.operation {
      case .cGetPerm: capability.permissionBits
      case .cGetType: capability.inspectedObjectType
      case .cGetBase: capability.base
      case .cGetLen: min(capability.length, greatest)
      case .cGetTag: Integer(capability.tag)
      case .cGetSealed: Integer(capability.isSealed)
      case .cGetOffset: capability.offset
      case .cGetFlags: Integer(capability.flags)
      case .cGetHigh: capability.metadata
      case .cGetTop: min(capability.top, greatest)
      default: capability.address
      }
    return writing(integer: part, to: instruction.rd)
  }

  /// Rule ``machine.capability.derive``: Deriving a capability never traps. Where the derivation is not allowed, the result is
  /// untagged.
  func derivation(_ instruction: Instruction) -> Effect {
    let source = registers[instruction.rs1]
    let second = registers[instruction.rs2]
    let result =
      switch instruction.operation {
      case .cAndPerm: source.andPermissions(mask: second.address)
      case .cSetFlags: source.setFlags(second.address)
      case .cSetOffset: source.setOffset(second.address)
      case .cSetAddr: source.setAddress(second.address)
      case .cSetHigh: source.setHigh(second.address)
      case .cIncOffset: source.incrementOffset(by: second.address)
      case .cIncOffsetImm: source.incrementOffset(by: Integer(instruction.immediate))
      case .cSetBounds: source.setBounds(length: second.address).capability
      case .cSetBoundsImm: source.setBounds(length: Integer(instruction.immediate)).capability
      case .cSetBoundsExact: source.setBoundsExact(length: second.address).capability
      case .cClearTag: source.clearTag()
      case .cSeal: source.seal(with: second)
      case .cUnseal: source.unseal(with: second)
      case .cCSeal: source.conditionalSeal(with: second)
      case .cSealEntry: source.sealEntry()
      case .cCopyType: source.copyType(of: second)
      case .cBuildCap: orDefault(instruction.rs1).build(second)
      case .cFromPtr: orDefault(instruction.rs1).fromPointer(second.address)
      default: source
      }
    return writing(result, to: instruction.rd)
  }

  /// Rule ``machine.capability.compare``: Comparing capabilities and turning them into integers never traps.
  func comparison(_ instruction: Instruction) -> Effect {
    let (first, second) = (registers[instruction.rs1], registers[instruction.rs2])
    let result: Integer =
      switch instruction.operation {
      case .cToPtr: first.toPointer(relativeTo: orDefault(instruction.rs2))
      case .cSub: first.subtract(second)
      case .cTestSubset: Integer(orDefault(instruction.rs1).hasSubset(second))
      case .cSetEqualExact: Integer(first.isExactlyEqual(to: second))
      case .cRoundRepresentableLength: format.representableLength(first.address)
      default: format.representableAlignmentMask(length: first.address)
      }
    return writing(integer: result, to: instruction.rd)
  }

  /// Rule ``machine.capability.default``: Where `cbuildcap`, `cfromptr`, `ctestsubset` and `ctoptr` take an authority or a base,
  /// register 0 stands for DDC.
  private func orDefault(_ register: UInt8) -> Capability {
    register == 0 ? defaultDataCapability : registers[register]
  }
}
