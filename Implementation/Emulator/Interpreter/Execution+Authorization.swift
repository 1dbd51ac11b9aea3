import Architecture

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
