import Architecture

extension Execution {
  /// What a jump links with: the program counter capability at the first byte after the block under way, sealed as an
  /// entry.
  private var link: MachineCapability {
    var link = slot(MicroOperation.Slot.programCounter).pointee.capability
    link.address = hart.pointee.blockEnd
    return link.sealedAsEntry()
  }

  /// Continues under another program counter capability.
  private func jump(to target: MachineCapability) -> Flow {
    slot(MicroOperation.Slot.programCounter).pointee.capability = target
    hart.pointee.target = target.address
    return .jump
  }

  /// `jal` and `cjal`: the target must lie within the bounds of the program counter capability.
  func jumpAndLink(_ operation: MicroOperation, linksCapability: Bool) -> Flow {
    let target = hart.pointee.blockStart &+ operation.value
    return jumpWithin(target, operation, linksCapability: linksCapability)
  }

  /// `jalr` and `jalr.pcc`: an integer as the target.
  func jumpToInteger(_ operation: MicroOperation) -> Flow {
    let target = (slot(operation.first).pointee.address &+ operation.value) & ~1
    return jumpWithin(target, operation, linksCapability: false)
  }

  private func jumpWithin(_ target: UInt64, _ operation: MicroOperation, linksCapability: Bool) -> Flow {
    let bounds = slot(MicroOperation.Slot.programCounter).pointee.capability.bounds
    guard bounds.contain(address: target, size: 2) else {
      return violation(.lengthViolation, of: MicroOperation.Slot.programCounter)
    }
    if linksCapability {
      slot(operation.destination).pointee.capability = link
    } else {
      slot(operation.destination).pointee.set(integer: hart.pointee.blockEnd)
    }
    hart.pointee.target = target
    return .jump
  }

  /// A taken branch: the target must lie within the bounds of the program counter capability.
  func branch(_ operation: MicroOperation, isTaken: Bool) -> Flow {
    guard isTaken else {
      hart.pointee.target = hart.pointee.blockEnd
      return .jump
    }
    let target = hart.pointee.blockStart &+ operation.value
    let bounds = slot(MicroOperation.Slot.programCounter).pointee.capability.bounds
    guard bounds.contain(address: target, size: 2) else {
      return violation(.lengthViolation, of: MicroOperation.Slot.programCounter)
    }
    hart.pointee.target = target
    return .jump
  }

  /// `cjalr` and `jalr.cap`: a capability as the target, which may be a sealed entry.
  func jumpToCapability(_ operation: MicroOperation) -> Flow {
    let source = slot(operation.first).pointee.capability
    guard source.tag else { return violation(.tagViolation, of: operation.first) }
    guard source.isUnsealed || (source.isSentry && operation.immediate == 0) else {
      return violation(.sealViolation, of: operation.first)
    }
    guard source.metadata & Authority.execute != 0 else {
      return violation(.permitExecuteViolation, of: operation.first)
    }
    let target = (source.address &+ operation.value) & ~1
    guard source.bounds.contain(address: target, size: 2) else {
      return violation(.lengthViolation, of: operation.first)
    }
    slot(operation.destination).pointee.capability = link
    hart.pointee.entryTarget = source.isSentry ? target : .max
    return jump(to: source.unsealed(at: target))
  }

  /// `cinvoke`: a pair of capabilities sealed with the same type becomes the program counter capability and c31.
  func invoke(_ operation: MicroOperation) -> Flow {
    let code = slot(operation.first).pointee.capability
    let data = slot(operation.second).pointee.capability
    guard code.tag else { return violation(.tagViolation, of: operation.first) }
    guard data.tag else { return violation(.tagViolation, of: operation.second) }
    guard !code.hasReservedType else { return violation(.sealViolation, of: operation.first) }
    guard !data.hasReservedType else { return violation(.sealViolation, of: operation.second) }
    guard code.objectType == data.objectType else {
      return violation(.typeViolation, of: operation.first)
    }
    guard code.metadata & Authority.invoke != 0 else { return violation(.permitCInvokeViolation, of: operation.first) }
    guard data.metadata & Authority.invoke != 0 else { return violation(.permitCInvokeViolation, of: operation.second) }
    guard code.metadata & Authority.execute != 0 else {
      return violation(.permitExecuteViolation, of: operation.first)
    }
    guard data.metadata & Authority.execute == 0 else {
      return violation(.permitExecuteViolation, of: operation.second)
    }
    let target = code.address & ~1
    guard code.bounds.contain(address: target, size: 2) else {
      return violation(.lengthViolation, of: operation.first)
    }
    slot(MicroOperation.Slot.register(31)).pointee.capability = data.unsealed()
    return jump(to: code.unsealed(at: target))
  }

  /// `mret`: back to the exception program counter.
  func returnFromMachineTrap() -> Flow {
    guard mayAccessSystemRegisters else {
      return violation(.accessSystemRegistersViolation, of: MicroOperation.Slot.programCounter)
    }
    return jump(to: hart.pointee[.machineExceptionProgramCounterCapability].capability.unsealedEntry())
  }

  /// Whether the program counter capability has the permission to access system registers.
  var mayAccessSystemRegisters: Bool {
    slot(MicroOperation.Slot.programCounter).pointee.metadata & Authority.accessSystemRegisters != 0
  }
}

extension MachineCapability {
  /// The unsealed capability at another address.
  fileprivate func unsealed(at address: UInt64) -> Self {
    var result = unsealed()
    result.address = address
    return result
  }

  /// A sealed entry, tagged or not, unsealed; anything else as it is.
  fileprivate func unsealedEntry() -> Self { isSentry ? unsealed() : self }
}
