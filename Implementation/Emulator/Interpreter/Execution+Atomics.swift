import Architecture

/// What an atomic memory operation computes from the old value and the operand.
enum AtomicFunction {
  case swap, add, xor, and, or, minimum, maximum, unsignedMinimum, unsignedMaximum

  /// Combines two values, sign-extended from the width of the access.
  func callAsFunction(_ old: UInt64, _ operand: UInt64) -> UInt64 {
    switch self {
    case .swap: operand
    case .add: old &+ operand
    case .xor: old ^ operand
    case .and: old & operand
    case .or: old | operand
    case .minimum: Int64(bitPattern: old) < Int64(bitPattern: operand) ? old : operand
    case .maximum: Int64(bitPattern: old) > Int64(bitPattern: operand) ? old : operand
    case .unsignedMinimum: min(old, operand)
    case .unsignedMaximum: max(old, operand)
    }
  }
}

extension Execution {
  private func signExtended(_ value: UInt64, byteCount: UInt64) -> UInt64 {
    let unused = Int64(64 &- 8 &* byteCount)
    return UInt64(bitPattern: Int64(bitPattern: value &<< UInt64(unused)) &>> unused)
  }

  /// The slot that authorises a store-conditional or an atomic operation.
  private func authority(of operation: MicroOperation) -> UInt16 {
    UInt16(truncatingIfNeeded: operation.immediate)
  }

  // MARK: Load-reserved and store-conditional

  /// Load-reserved of an integer of 1, 2, 4 or 8 bytes.
  func loadReserved(_ operation: MicroOperation, byteCount: UInt64) -> Flow {
    let address = slot(operation.first).pointee.address
    guard authorizes(operation.second, Authority.load, address: address, byteCount: byteCount) else { return .trap }
    guard address & (byteCount &- 1) == 0 else { return trap(.loadAddressMisaligned, address) }
    guard let page = pageToLoad(address), let value = read(address, byteCount: byteCount) else { return .trap }
    reserve(address, of: page, byteCount: byteCount, value: MachineCapability(integer: value))
    slot(operation.destination).pointee.set(integer: signExtended(value, byteCount: byteCount))
    return .next
  }

  /// Load-reserved of a capability.
  func loadReservedCapability(_ operation: MicroOperation) -> Flow {
    let address = slot(operation.first).pointee.address
    guard authorizes(operation.second, Authority.load, address: address, byteCount: 16) else { return .trap }
    guard address & 15 == 0 else { return trap(.loadAddressMisaligned, address) }
    guard let page = pageToLoad(address), let value = readCapability(address, of: page, by: operation.second) else {
      return .trap
    }
    // What memory holds, not what may be loaded of it: else no store-conditional could ever follow.
    reserve(address, of: page, byteCount: 16, value: readGranule(address, of: page))
    slot(operation.destination).pointee.capability = value
    return .next
  }

  /// Store-conditional of an integer of 1, 2, 4 or 8 bytes: writes 0 to the destination if it stored, else 1.
  func storeConditional(_ operation: MicroOperation, byteCount: UInt64) -> Flow {
    let address = slot(operation.first).pointee.address
    let value = slot(operation.second).pointee.address
    guard authorizes(authority(of: operation), Authority.store, address: address, byteCount: byteCount) else {
      return .trap
    }
    guard address & (byteCount &- 1) == 0 else { return trap(.storeAddressMisaligned, address) }
    return conclude(operation, at: address, byteCount: byteCount) { write(value, to: address, byteCount: byteCount) }
  }

  /// Store-conditional of a capability. It needs the permissions of a store.
  func storeConditionalCapability(_ operation: MicroOperation) -> Flow {
    let address = slot(operation.first).pointee.address
    let value = slot(operation.second).pointee
    guard authorizes(authority(of: operation), permissionsToStore(value), address: address, byteCount: 16) else {
      return .trap
    }
    guard address & 15 == 0 else { return trap(.storeAddressMisaligned, address) }
    return conclude(operation, at: address, byteCount: 16, storesTag: value.capability.tag) {
      writeCapability(value.capability, to: address)
    }
  }

  private func reserve(_ address: UInt64, of page: PageTableEntry, byteCount: UInt64, value: MachineCapability) {
    hart.pointee.reservation = Reservation(
      address: address, physicalAddress: UInt64(page.frame) << 12 | address & 0xFFF, byteCount: byteCount,
      value: value)
    machine.pointee.didReserve(frame: Int(page.frame), by: hart)
  }

  /// The page of a store-conditional: it must let it store, whether or not anything is reserved.
  ///
  /// - Returns: the page, or `nil` if a trap has been raised.
  private func pageToStoreConditionally(_ address: UInt64, storesTag: Bool) -> PageTableEntry? {
    guard let page = pageToStore(address) else { return nil }
    guard !storesTag || page.storePolicy == .allow else {
      _ = trap(.capabilityStorePageFault, address)
      return nil
    }
    return page
  }

  /// Whether the bytes of a store-conditional are reserved, and memory still holds there what it held then.
  private func stands(_ reservation: Reservation, at address: UInt64, of page: PageTableEntry, byteCount: UInt64)
    -> Bool
  {
    guard reservation.covers(address, byteCount) else { return false }
    if byteCount == 16 { return readGranule(address, of: page) == reservation.value }
    let changed = readBytes(address, of: page, byteCount: byteCount) ^ reservation.value.address
    return changed &<< (64 &- 8 &* byteCount) == 0
  }

  /// Stores if the reservation stands; ends it.
  private func conclude(
    _ operation: MicroOperation, at address: UInt64, byteCount: UInt64, storesTag: Bool = false, _ store: () -> Flow
  ) -> Flow {
    guard let page = pageToStoreConditionally(address, storesTag: storesTag) else { return .trap }
    let stands = stands(hart.pointee.reservation, at: address, of: page, byteCount: byteCount)
    guard stands else {
      hart.pointee.reservation = .none
      slot(operation.destination).pointee.set(integer: 1)
      return .next
    }
    let flow = store()
    if flow != .trap {
      hart.pointee.reservation = .none
      slot(operation.destination).pointee.set(integer: 0)
    }
    return flow
  }

  // MARK: Atomic memory operations

  /// An atomic operation on an integer of 4 or 8 bytes.
  func atomic(_ operation: MicroOperation, byteCount: UInt64, _ function: AtomicFunction) -> Flow {
    let address = slot(operation.first).pointee.address
    let operand = slot(operation.second).pointee.address
    guard
      authorizes(
        authority(of: operation), Authority.load | Authority.store, address: address, byteCount: byteCount)
    else { return .trap }
    guard address & (byteCount &- 1) == 0 else { return trap(.storeAddressMisaligned, address) }
    guard pageToModify(address) != nil, let read = read(address, byteCount: byteCount) else { return .trap }
    let old = signExtended(read, byteCount: byteCount)
    let new = function(old, signExtended(operand, byteCount: byteCount))
    let flow = write(new, to: address, byteCount: byteCount)
    slot(operation.destination).pointee.set(integer: old)
    return flow
  }

  /// The page of an atomic operation: it must let it load and store, and what it refuses is reported as a store.
  ///
  /// - Returns: the page, or `nil` if a trap has been raised.
  private func pageToModify(_ address: UInt64) -> PageTableEntry? {
    guard let page = pageToStore(address) else { return nil }
    guard page.isReadable else {
      _ = trap(.storePageFault, address)
      return nil
    }
    return page
  }

  /// The atomic exchange of a capability.
  func atomicSwapCapability(_ operation: MicroOperation) -> Flow {
    let address = slot(operation.first).pointee.address
    let value = slot(operation.second).pointee
    let authority = authority(of: operation)
    guard authorizes(authority, Authority.load | permissionsToStore(value), address: address, byteCount: 16) else {
      return .trap
    }
    guard address & 15 == 0 else { return trap(.storeAddressMisaligned, address) }
    guard let page = pageToModify(address) else { return .trap }
    guard value.authority & Authority.tagged == 0 || page.storePolicy == .allow else {
      return trap(.capabilityStorePageFault, address)
    }
    guard let old = readCapability(address, of: page, by: authority) else { return .trap }
    let flow = writeCapability(value.capability, to: address)
    if flow != .trap { slot(operation.destination).pointee.capability = old }
    return flow
  }
}
