import Architecture

extension Execution {
  /// The address of a load or store.
  @inline(__always) private func address(of operation: MicroOperation) -> UInt64 {
    slot(operation.first).pointee.address &+ operation.value
  }

  /// Loads of integers, on the exact path.
  func load(_ operation: MicroOperation, byteCount: UInt64, isSigned: Bool) -> Flow {
    let address = address(of: operation)
    guard authorizes(operation.second, Authority.load, address: address, byteCount: byteCount),
      let value = read(address, byteCount: byteCount)
    else { return .trap }
    let unused = 64 &- 8 &* byteCount
    let extended =
      isSigned ? UInt64(bitPattern: Int64(bitPattern: value &<< unused) &>> Int64(unused)) : value
    slot(operation.destination).pointee.set(integer: extended)
    return .next
  }

  /// Stores of integers, on the exact path.
  func store(_ operation: MicroOperation, byteCount: UInt64) -> Flow {
    let address = address(of: operation)
    guard authorizes(operation.destination, Authority.store, address: address, byteCount: byteCount) else {
      return .trap
    }
    return write(slot(operation.second).pointee.address, to: address, byteCount: byteCount)
  }

  /// The load of a capability, on the exact path.
  func loadCapability(_ operation: MicroOperation) -> Flow {
    let address = address(of: operation)
    guard authorizes(operation.second, Authority.load, address: address, byteCount: 16) else { return .trap }
    guard address & 15 == 0 else { return trap(.loadAddressMisaligned, address) }
    guard let page = pageToLoad(address), let value = readCapability(address, of: page, by: operation.second) else {
      return .trap
    }
    slot(operation.destination).pointee.capability = value
    return .next
  }

  /// The store of a capability, on the exact path.
  func storeCapability(_ operation: MicroOperation) -> Flow {
    let address = address(of: operation)
    let value = slot(operation.second).pointee
    guard authorizes(operation.destination, permissionsToStore(value), address: address, byteCount: 16) else {
      return .trap
    }
    guard address & 15 == 0 else { return trap(.storeAddressMisaligned, address) }
    return writeCapability(value.capability, to: address)
  }

  /// Reads a capability as its authority and its page allow: without LoadCap, or on a page with the policy *strip*, it
  /// comes without its tag; on a page with the policy *fault* a tagged one raises a fault.
  ///
  /// - Returns: the capability, or `nil` if a trap has been raised.
  func readCapability(
    _ address: UInt64, of page: PageTableEntry, by authority: UInt16
  ) -> MachineCapability? {
    let value = readGranule(address, of: page)
    guard value.tag else { return value }
    guard slot(authority).pointee.metadata & Authority.loadCapability != 0 else { return value.clearingTag() }
    switch page.loadPolicy {
    case .allow: return value
    case .strip: return value.clearingTag()
    case .fault:
      _ = trap(.capabilityLoadPageFault, address)
      return nil
    }
  }

  /// Writes a capability to an aligned address, as the page allows.
  func writeCapability(_ value: MachineCapability, to address: UInt64) -> Flow {
    guard let page = pageToStore(address) else { return .trap }
    guard !value.tag || page.storePolicy == .allow else {
      return trap(.capabilityStorePageFault, address)
    }
    return writeGranule(value, to: address, of: page)
  }

  /// The tags of four granules.
  ///
  /// On a page with the policy *strip* they read as 0; on a page with the policy *fault* one that is set raises a
  /// fault.
  func loadTags(_ operation: MicroOperation) -> Flow {
    let address = address(of: operation)
    guard
      authorizes(
        operation.second, Authority.load | Authority.loadCapability, address: address, byteCount: 64)
    else { return .trap }
    guard address & 63 == 0 else { return trap(.loadAddressMisaligned, address) }
    guard let page = pageToLoad(address) else { return .trap }
    let offset = Int(address & 0xFFF)
    let word = machine.pointee.memory.pointee.tags(ofFrame: Int(page.frame))[offset / 1024]
    var tags = word &>> UInt64(offset / 16) & 15
    switch page.loadPolicy {
    case .allow: break
    case .strip: tags = 0
    case .fault:
      if tags != 0 { return trap(.capabilityLoadPageFault, address) }
    }
    slot(operation.destination).pointee.set(integer: tags)
    return .next
  }
}

extension Execution {
  /// Reads an integer of 1, 2, 4 or 8 bytes at any alignment, on the exact path.
  ///
  /// - Returns: the value, or `nil` if a trap has been raised.
  func read(_ address: UInt64, byteCount: UInt64) -> UInt64? {
    let inFirst = min(byteCount, 4096 &- (address & 0xFFF))
    guard let first = pageToLoad(address) else { return nil }
    var value: UInt64 = 0
    copy(byteCount: inFirst, of: first, at: address, into: &value, shift: 0)
    if inFirst < byteCount {
      guard let second = pageToLoad(address &+ inFirst, of: address) else { return nil }
      copy(byteCount: byteCount &- inFirst, of: second, at: address &+ inFirst, into: &value, shift: inFirst)
    }
    return value
  }

  /// Reads an integer that lies within one page.
  func readBytes(_ address: UInt64, of page: PageTableEntry, byteCount: UInt64) -> UInt64 {
    var value: UInt64 = 0
    copy(byteCount: byteCount, of: page, at: address, into: &value, shift: 0)
    return value
  }

  private func copy(
    byteCount: UInt64, of page: PageTableEntry, at address: UInt64, into value: inout UInt64, shift: UInt64
  ) {
    let source = machine.pointee.memory.pointee.data(ofFrame: Int(page.frame)) + Int(address & 0xFFF)
    for index in 0..<Int(byteCount) {
      let byte = source.load(fromByteOffset: index, as: UInt8.self)
      value |= UInt64(byte) &<< (8 &* (shift &+ UInt64(index)))
    }
  }

  /// Writes an integer of 1, 2, 4 or 8 bytes at any alignment, on the exact path; clears the tags of the granules it
  /// touches.
  func write(_ value: UInt64, to address: UInt64, byteCount: UInt64) -> Flow {
    let inFirst = min(byteCount, 4096 &- (address & 0xFFF))
    guard let first = pageToStore(address) else { return .trap }
    guard inFirst < byteCount else {
      return write(value, byteCount: byteCount, to: first, at: address)
    }
    guard let second = pageToStore(address &+ inFirst, of: address) else { return .trap }
    let flow = write(value, byteCount: inFirst, to: first, at: address)
    let rest = write(
      value &>> (8 &* inFirst), byteCount: byteCount &- inFirst, to: second, at: address &+ inFirst)
    return flow == .next ? rest : flow
  }

  private func write(_ value: UInt64, byteCount: UInt64, to page: PageTableEntry, at address: UInt64) -> Flow {
    let frame = Int(page.frame)
    let offset = Int(address & 0xFFF)
    let destination = machine.pointee.memory.pointee.data(ofFrame: frame) + offset
    for index in 0..<Int(byteCount) {
      destination.storeBytes(
        of: UInt8(truncatingIfNeeded: value &>> UInt64(8 &* index)), toByteOffset: index, as: UInt8.self)
    }
    let tags = machine.pointee.memory.pointee.tags(ofFrame: frame)
    for granule in offset / 16...(offset + Int(byteCount) - 1) / 16 {
      tags[granule / 64] &= ~(1 &<< UInt64(granule % 64))
    }
    return didWrite(frame: frame, offset: offset, byteCount: Int(byteCount))
  }

  /// Reads the granule at an aligned address of a page that may be loaded from.
  func readGranule(_ address: UInt64, of page: PageTableEntry) -> MachineCapability {
    let offset = Int(address & 0xFFF)
    let source = machine.pointee.memory.pointee.data(ofFrame: Int(page.frame)) + offset
    let tags = machine.pointee.memory.pointee.tags(ofFrame: Int(page.frame))
    return MachineCapability(
      metadata: source.load(fromByteOffset: 8, as: UInt64.self), address: source.load(as: UInt64.self),
      tag: tags[offset / 1024] &>> UInt64(offset / 16) & 1 != 0)
  }

  /// Writes the granule at an aligned address of a page that may be stored to.
  func writeGranule(_ value: MachineCapability, to address: UInt64, of page: PageTableEntry) -> Flow {
    let frame = Int(page.frame)
    let offset = Int(address & 0xFFF)
    let destination = machine.pointee.memory.pointee.data(ofFrame: frame) + offset
    destination.storeBytes(of: value.address, as: UInt64.self)
    destination.storeBytes(of: value.metadata, toByteOffset: 8, as: UInt64.self)
    let tags = machine.pointee.memory.pointee.tags(ofFrame: frame) + offset / 1024
    let bit: UInt64 = 1 &<< UInt64(offset / 16)
    tags.pointee = value.tag ? tags.pointee | bit : tags.pointee & ~bit
    return didWrite(frame: frame, offset: offset, byteCount: 16)
  }

  /// What a store means for others: reservations of other harts end, and translated code is forgotten.
  private func didWrite(frame: Int, offset: Int, byteCount: Int) -> Flow {
    machine.pointee.cancelReservations(
      at: UInt64(frame) << 12 | UInt64(offset), byteCount: UInt64(byteCount), but: hart)
    guard machine.pointee.blocks.holdsCode(frame: frame, offset: offset, byteCount: byteCount) else { return .next }
    machine.pointee.forgetBlocks()
    return .leave
  }
}

extension Execution {
  /// Checks, in the order of the ISA, that a register authorises an access: tag, seal, permissions, bounds.
  ///
  /// - Parameters:
  ///   - offset: the slot of the authorising register.
  ///   - permissions: the permissions needed, as bits of ``Authority``.
  ///   - address: the first byte.
  ///   - byteCount: how many bytes.
  /// - Returns: whether it does; if not, a trap has been raised.
  func authorizes(_ offset: UInt16, _ permissions: UInt64, address: UInt64, byteCount: UInt64) -> Bool {
    let authority = slot(offset).pointee
    if authority.authority & Authority.tagged == 0 { return refuse(.tagViolation, offset) }
    if !authority.capability.isUnsealed { return refuse(.sealViolation, offset) }
    let missing = permissions & ~authority.metadata
    if missing != 0 { return refuse(Self.violation(ofMissing: missing), offset) }
    return authority.capability.bounds.contain(address: address, size: byteCount) || refuse(.lengthViolation, offset)
  }

  private func refuse(_ code: CapabilityExceptionCode, _ offset: UInt16) -> Bool {
    _ = violation(code, of: offset)
    return false
  }

  /// What is reported for missing permissions: the first of them.
  private static func violation(ofMissing permissions: UInt64) -> CapabilityExceptionCode {
    switch permissions & (0 &- permissions) {
    case Authority.load: .permitLoadViolation
    case Authority.store: .permitStoreViolation
    case Authority.loadCapability: .permitLoadCapabilityViolation
    case Authority.storeCapability: .permitStoreCapabilityViolation
    default: .permitStoreLocalCapabilityViolation
    }
  }

  /// The permissions that storing a value as a capability needs: none but *store* for an untagged one.
  func permissionsToStore(_ value: RegisterSlot) -> UInt64 {
    guard value.authority & Authority.tagged != 0 else { return Authority.store }
    return value.metadata & Authority.global != 0
      ? Authority.store | Authority.storeCapability
      : Authority.store | Authority.storeCapability | Authority.storeLocalCapability
  }
}
