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
