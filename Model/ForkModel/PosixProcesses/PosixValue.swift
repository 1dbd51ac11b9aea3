public import CapabilityModel
public import ExactIntegers

/// What a register of a process holds, or 16 bytes of its memory.
///
/// Every process sees its image at the same place, ``PrivateImage/base``: that is what makes the address of a pointer
/// mean the same before and after fork.
public enum PosixValue: Hashable, Sendable {
  /// A tagged pointer into the image, as if the region lay at ``PrivateImage/base(sizeLog2:)``.
  case pointer(Capability)
  /// Sixteen bytes without a tag.
  case bytes([PosixByte])
}
