public import Architecture
import ExactIntegers

extension Format {
  /// The capability that raw words are.
  public func capability(_ bits: CapabilityBits) -> Capability {
    decode(metadata: Integer(bits.metadata), address: Integer(bits.address), tag: bits.tag)
  }
}

extension Capability {
  /// The raw words of the capability.
  public var bits: CapabilityBits {
    CapabilityBits(
      metadata: UInt64(truncatingIfNeeded: metadata), address: UInt64(truncatingIfNeeded: address), tag: tag)
  }
}
