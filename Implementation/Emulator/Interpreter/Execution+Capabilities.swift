import Architecture

extension Execution {
  /// Operations that inspect and derive capabilities, on the exact path. None of them traps.
  func derive(_ operation: MicroOperation) -> Flow {
    let source = slot(operation.first).pointee.capability
    let other = slot(operation.second).pointee.capability
    let result: MachineCapability
    switch operation.kind {
    case .cSeal: result = source.sealed(by: other)
    case .cUnseal: result = source.unsealed(by: other)
    case .cAndPerm: result = source.withPermissions(and: other.address)
    case .cSetFlags: result = source.withFlags(other.address)
    case .cSetOffset: result = source.withOffset(other.address)
    case .cSetAddr: result = source.withAddress(other.address)
    case .cSetHigh: result = source.withMetadata(other.address)
    case .cIncOffset: result = moved(source, by: other.address)
    case .cIncOffsetImm: result = moved(source, by: operation.value)
    case .cSetBounds: result = source.withBounds(length: other.address).capability
    case .cSetBoundsImm: result = source.withBounds(length: operation.value).capability
    case .cSetBoundsExact: result = source.withExactBounds(length: other.address).capability
    case .cClearTag: result = source.clearingTag()
    case .cMove: result = source
    case .cBuildCap: result = .build(other, authority: source)
    case .cCopyType: result = source.copyingType(of: other)
    case .cCSeal: result = source.conditionallySealed(by: other)
    case .cSealEntry: result = source.sealedAsEntry()
    case .cFromPtr: result = other.address == 0 ? .null : source.withOffset(other.address)
    default: return inspect(operation, source, other)
    }
    slot(operation.destination).pointee.capability = result
    return .next
  }

  private func moved(_ source: MachineCapability, by increment: UInt64) -> MachineCapability {
    source.adding(increment)
  }

  private func inspect(_ operation: MicroOperation, _ source: MachineCapability, _ other: MachineCapability) -> Flow {
    let result: UInt64
    switch operation.kind {
    case .cGetPerm: result = source.permissions
    case .cGetType: result = source.objectType
    case .cGetBase: result = source.bounds.base
    case .cGetLen: result = source.bounds.length
    case .cGetTag: result = source.tag ? 1 : 0
    case .cGetSealed: result = source.isSealed ? 1 : 0
    case .cGetOffset: result = source.offset
    case .cGetFlags: result = source.flags
    case .cGetAddr: result = source.address
    case .cGetHigh: result = source.metadata
    case .cGetTop: result = source.bounds.topCarry == 0 ? source.bounds.topLow : .max
    case .cToPtr: result = source.tag ? source.address &- other.bounds.base : 0
    case .cSub: result = source.address &- other.address
    case .cTestSubset: result = source.isSuperset(of: other) ? 1 : 0
    case .cSetEqualExact: result = source.isIdentical(to: other) ? 1 : 0
    case .cRoundRepresentableLength: result = MachineCapability.representableLength(source.address)
    case .cRepresentableAlignmentMask: result = MachineCapability.representableAlignmentMask(source.address)
    default: return illegal(operation)
    }
    slot(operation.destination).pointee.set(integer: result)
    return .next
  }
}
