extension Relocation {
  /// Relocates one capability with the mistakes that are switched on.
  @usableFromInline
  func relocateMistakenly(
    _ capability: PackedCapability<Format>
  ) -> (capability: PackedCapability<Format>, outcome: RelocationOutcome) {
    guard capability.tag else {
      return (mutations.contains(.relocationMovesData) ? moved(capability) : capability, .unchanged)
    }
    let bounds = capability.bounds
    if mutations.contains(.relocationTestsAddressOnly), region.contain(byteAt: capability.address) {
      return (moved(capability), .moved)
    }
    let isMissed =
      (mutations.contains(.relocationEdgeExclusive) && (bounds.base == origin || bounds.top == region.top))
      || (mutations.contains(.zeroLengthAtEndCleared) && bounds.length == 0 && bounds.top == region.top)
    if isMissed { return (capability.clearingTag(), .cleared) }
    var (result, outcome) = relocateByBounds(capability)
    if outcome == .cleared, mutations.contains(.relocationKeepsStrays) { result.tag = true }
    if outcome == .cleared, mutations.contains(.kernelReturnSentryKept), capability.isSentry {
      return (capability, .unchanged)
    }
    if outcome == .moved { spoil(&result) }
    return (result, outcome)
  }

  /// Makes the mistakes that change a capability which moves as it should.
  private func spoil(_ result: inout PackedCapability<Format>) {
    let region = CapabilityBounds(base: origin &+ distance, topLow: origin &+ distance &+ (1 << sizeLog2), topCarry: 0)
    if mutations.contains(.relocationWidensBounds) { rebound(&result, region) }
    if mutations.contains(.relocationNarrowsFromAddress) {
      let bounds = result.bounds
      let end = result.address &+ bounds.length
      rebound(&result, CapabilityBounds(base: result.address, topLow: end, topCarry: 0))
    }
    if mutations.contains(.relocationRestoresPermissions) {
      result.metadata = (result.plainMetadata | Format.permissionsMask) ^ Format.memoryMask
    }
    if mutations.contains(.relocationUnseals) { result = result.unsealed() }
  }

  private func rebound(_ capability: inout PackedCapability<Format>, _ bounds: CapabilityBounds) {
    let encoded = EncodedBounds(bounds, length: bounds.topLow &- bounds.base, in: Format.self)
    capability.metadata = ((capability.plainMetadata & ~Format.boundsMask) | encoded.bits) ^ Format.memoryMask
  }
}
