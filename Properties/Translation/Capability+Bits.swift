package import CapabilityModel
import ExactIntegers
package import Subjects

extension Format {
  /// The capability that a subject's raw words are.
  package func capability(_ bits: CapabilityBits) -> Capability {
    decode(metadata: Integer(bits.metadata), address: Integer(bits.address), tag: bits.tag)
  }
}

extension Capability {
  /// The raw words of the capability.
  package var bits: CapabilityBits {
    CapabilityBits(
      metadata: UInt64(truncatingIfNeeded: metadata), address: UInt64(truncatingIfNeeded: address), tag: tag)
  }
}
