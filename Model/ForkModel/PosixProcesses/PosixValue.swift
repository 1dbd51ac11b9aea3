public import CapabilityModel
import ExactIntegers

/// What a register of a process holds, or 16 bytes of its memory.
///
/// Every process sees its image at the same place, ``PrivateSpace/base``: that is what makes the address of a pointer
/// mean the same before and after fork.
public enum PosixValue: Hashable, Sendable {
  /// A tagged pointer into the image, as if the region lay at ``PrivateSpace/base``.
  case pointer(Capability)
  /// Sixteen bytes without a tag.
  case bytes([PosixByte])

  /// Sixteen bytes of zero.
  public static let null = PosixValue.bytes(Array(repeating: .data(0), count: 16))
}
