/// One of the buffers of ``ForkAction/readVector(descriptor:buffers:)`` and its counterpart.
public struct Buffer: Codable, Hashable, Sendable {
  /// How many a call of a program takes at most.
  public static let mostInVector = 8

  /// The register with the pointer to the buffer, which begins at its address.
  public var through: PointerRegister
  /// Bytes.
  public var length: UInt32

  /// Makes a buffer from its parts.
  public init(through: PointerRegister, length: UInt32) {
    self.through = through
    self.length = length
  }
}
