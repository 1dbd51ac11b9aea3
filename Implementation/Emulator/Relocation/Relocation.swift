/// The relocation of capabilities from the region they are relative to, their origin, to another region of the same
/// size.
///
/// Regions are 2^k bytes at multiples of 2^(k+2). That alignment makes the exponent and mantissa of every capability
/// with bounds inside the origin mean the same at any distance between two regions, so moving one is one addition to
/// its address word.
///
///     let relocation = try Relocation<CC128>(from: parent.base, to: child.base, sizeLog2: 24)
///     relocation.relocate(capability).capability
///
/// Source: the paper, section 4.2.
public struct Relocation<Format: CapabilityFormat>: Sendable {
  /// The base of the origin region, in bytes.
  public let origin: UInt64
  /// What is added to addresses, modulo 2^64, in bytes.
  public let distance: UInt64
  /// The size of both regions: 2^this bytes.
  public let sizeLog2: UInt64
  /// What happens to tagged capabilities that are neither inside the origin nor kernel entries.
  public let strayPolicy: StrayCapabilityPolicy
  /// The sealed entries that the kernel has published: capabilities with exactly these bits stay as they are.
  public let kernelEntries: [PackedCapability<Format>]
  /// The windows of the region, by the pattern of a capability's exponent.
  @usableFromInline nonisolated(unsafe) let windows: UnsafePointer<RelocationWindow>

  /// Prepares relocation between two regions.
  ///
  /// - Throws: ``RelocationError`` if the format cannot relocate regions of that size or at those places.
  public init(
    from origin: UInt64, to destination: UInt64, sizeLog2: UInt8, strayPolicy: StrayCapabilityPolicy = .clear,
    kernelEntries: [PackedCapability<Format>] = []
  ) throws(RelocationError) {
    let minimum = UInt8(truncatingIfNeeded: Format.mantissaWidth &- 2)
    guard sizeLog2 >= minimum, sizeLog2 <= 61 else {
      throw .sizeOutOfRange(sizeLog2: sizeLog2, minimum: minimum)
    }
    for base in [origin, destination] {
      guard base & ((4 << UInt64(sizeLog2)) &- 1) == 0 else {
        throw .baseMisaligned(base: base, alignmentLog2: sizeLog2 &+ 2)
      }
      guard Format.admitsRegion(at: base, sizeLog2: UInt64(sizeLog2)) else { throw .baseOutOfRange(base: base) }
    }
    self.init(
      origin: origin, distance: destination &- origin, sizeLog2: UInt64(sizeLog2), strayPolicy: strayPolicy,
      kernelEntries: kernelEntries)
  }

  /// The relocation that undoes this one: from the destination back to the origin.
  public var inverse: Self {
    Self(
      origin: origin &+ distance, distance: 0 &- distance, sizeLog2: sizeLog2, strayPolicy: strayPolicy,
      kernelEntries: kernelEntries)
  }

  private init(
    origin: UInt64, distance: UInt64, sizeLog2: UInt64, strayPolicy: StrayCapabilityPolicy,
    kernelEntries: [PackedCapability<Format>]
  ) {
    self.origin = origin
    self.distance = distance
    self.sizeLog2 = sizeLog2
    self.strayPolicy = strayPolicy
    self.kernelEntries = kernelEntries
    windows = Format.relocationWindows.inRegion(sizeLog2: sizeLog2)
  }

  /// The origin region as bounds.
  @inlinable
  var region: CapabilityBounds {
    // A region is the first quarter of an aligned slot, so that its end is never above 2^64 - 1.
    CapabilityBounds(base: origin, topLow: origin &+ (1 &<< sizeLog2), topCarry: 0)
  }

  /// Relocates one capability.
  ///
  /// - Returns: the capability as it must be at the destination, and what was done. Permissions, seal, object type and
  ///   bounds relative to the region are kept.
  @inlinable @inline(__always)
  public func relocate(
    _ capability: PackedCapability<Format>
  ) -> (capability: PackedCapability<Format>, outcome: RelocationOutcome) {
    guard capability.tag else { return (capability, .unchanged) }
    if isPlainlyInside(metadata: capability.metadata, address: capability.address) {
      return (moved(capability), .moved)
    }
    return relocateExactly(capability)
  }

  /// Whether a tagged capability's address is so far from the ends of the origin region that its bounds are inside.
  @inlinable @inline(__always)
  package func isFarInside(metadata: UInt64, address: UInt64) -> Bool {
    let window = windows[Int(truncatingIfNeeded: Format.exponentPattern(of: metadata))]
    return Format.boundsAddress(address) &- origin &- window.start < window.size
  }

  /// Whether a tagged capability's bounds lie inside the origin region, as far as a few instructions can tell: it never
  /// says yes where ``relocateExactly(_:)`` would not move, and says no only to some that cover half of the region.
  ///
  /// With E + MW <= k + 1 the origin is a multiple of 2^(E + MW), so that all decoding can be done relative to it, and
  /// the length, below 2^(MW - 1) units, is less than the region: one unsigned comparison settles both ends.
  @inlinable @inline(__always)
  func isPlainlyInside(metadata: UInt64, address: UInt64) -> Bool {
    let fields = Format.fields(of: metadata ^ Format.memoryMask)
    let exponent = fields.exponent
    guard exponent &+ Format.mantissaWidth <= sizeLog2 &+ 1, fields.kind == .ordinary else { return false }
    let mantissaMask: UInt64 = (1 &<< Format.mantissaWidth) &- 1
    let relative = Int64(bitPattern: Format.boundsAddress(address) &- origin)
    let scaled = UInt64(bitPattern: relative &>> Int64(bitPattern: exponent))
    let bottom = scaled &- ((scaled &- fields.bottom &+ fields.lead) & mantissaMask) &+ fields.lead
    let room = (1 &<< (sizeLog2 &- exponent)) &- fields.length
    return bottom <= room
  }

  /// Relocates a tagged capability by its decoded bounds.
  @inlinable @inline(never)
  func relocateExactly(
    _ capability: PackedCapability<Format>
  ) -> (capability: PackedCapability<Format>, outcome: RelocationOutcome) {
    let bounds = capability.bounds
    if capability.isWellFormed, isInside(bounds) {
      let result = moved(capability)
      // Patterns that no capability has can be empty by wrap-around, and stay where they are.
      return result.bounds == moved(bounds) ? (result, .moved) : (capability.clearingTag(), .cleared)
    }
    if kernelEntries.contains(capability) { return (capability, .unchanged) }
    if strayPolicy == .clamp, let clamped = clamped(capability, bounds) { return (moved(clamped), .clamped) }
    return (capability.clearingTag(), .cleared)
  }

  /// Whether bounds lie inside the origin region, empty ones at either end included.
  @inlinable
  func isInside(_ bounds: CapabilityBounds) -> Bool { bounds.areOrdered && region.contain(bounds) }

  @inlinable @inline(__always)
  func moved(_ capability: PackedCapability<Format>) -> PackedCapability<Format> {
    PackedCapability(
      metadata: capability.metadata, address: capability.address &+ distance, tag: capability.tag)
  }

  @inlinable @inline(__always)
  func moved(_ bounds: CapabilityBounds) -> CapabilityBounds {
    CapabilityBounds(base: bounds.base &+ distance, topLow: bounds.topLow &+ distance, topCarry: 0)
  }

  /// The capability with bounds restricted to the origin region, empty if they only touch it; or `nil` if they do not
  /// meet it, or its address is outside of what the new ones can represent.
  @inlinable
  func clamped(
    _ capability: PackedCapability<Format>, _ bounds: CapabilityBounds
  ) -> PackedCapability<Format>? {
    let region = region
    let base = max(bounds.base, region.base)
    let top = bounds.topCarry != 0 ? region.topLow : min(bounds.topLow, region.topLow)
    guard capability.isWellFormed, bounds.areOrdered, base <= top else { return nil }
    let restricted = CapabilityBounds(base: base, topLow: top, topCarry: 0)
    let encoded = EncodedBounds(restricted, length: top &- base, in: Format.self)
    let metadata = (capability.plainMetadata & ~Format.boundsMask) | encoded.bits
    let result = PackedCapability<Format>(plainMetadata: metadata, address: capability.address, tag: true)
    return result.bounds == restricted ? result : nil
  }
}

/// What relocation did to one capability.
public enum RelocationOutcome: Sendable {
  /// Nothing: it had no tag, or is a kernel entry.
  case unchanged
  /// Moved by the distance between the regions.
  case moved
  /// Restricted to the origin region, then moved.
  case clamped
  /// Its tag was cleared, which confinement says cannot happen.
  case cleared
}

/// What relocation does with a tagged capability whose bounds are not inside the origin region and that is no kernel
/// entry.
public enum StrayCapabilityPolicy: Sendable {
  /// Its tag is cleared; its words stay.
  case clear
  /// Its bounds are intersected with the origin region, then moved; where nothing is left, its tag is cleared.
  case clamp
}

/// Why two regions cannot be relocated between by adding their distance to address words.
public enum RelocationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The size is not one of those that the format can relocate: 2^`minimum` … 2^61 bytes.
  case sizeOutOfRange(sizeLog2: UInt8, minimum: UInt8)
  /// The base is not a multiple of four times the size.
  case baseMisaligned(base: UInt64, alignmentLog2: UInt8)
  /// The format's addresses do not reach the region, or treat it differently from others.
  case baseOutOfRange(base: UInt64)

  /// A sentence that names the value and what would be accepted.
  public var description: String {
    switch self {
    case .sizeOutOfRange(let sizeLog2, let minimum):
      "a region of 2^\(sizeLog2) bytes cannot be relocated; sizes go from 2^\(minimum) to 2^61 bytes"
    case .baseMisaligned(let base, let alignmentLog2):
      "a region at 0x\(String(base, radix: 16)) cannot be relocated; its base must be a multiple of 2^\(alignmentLog2)"
    case .baseOutOfRange(let base):
      "a region at 0x\(String(base, radix: 16)) lies outside the addresses at which this format relocates"
    }
  }
}
