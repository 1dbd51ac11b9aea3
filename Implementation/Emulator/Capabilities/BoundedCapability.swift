/// What setting bounds gives.
@frozen
public struct BoundedCapability<Format: CapabilityFormat>: Sendable {
  /// The capability with its new bounds.
  public var capability: PackedCapability<Format>
  /// The bounds that the new capability has.
  public var bounds: CapabilityBounds
  /// Whether the bounds are those that were asked for.
  public var isExact: Bool

  /// Makes the result from its parts.
  @inlinable @inline(__always)
  public init(capability: PackedCapability<Format>, bounds: CapabilityBounds, isExact: Bool) {
    self.capability = capability
    self.bounds = bounds
    self.isExact = isExact
  }
}
