/// A stretch of memory that a call reads or fills, from the address in a register on.
public struct Buffer: Hashable, Sendable {
  /// The register.
  public let through: Int
  /// Its length in bytes.
  public let length: Int

  /// Describes a buffer.
  public init(through: Int, length: Int) {
    self.through = through
    self.length = length
  }
}
