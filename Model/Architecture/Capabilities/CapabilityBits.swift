/// A capability as raw words and a tag, whatever they mean.
public struct CapabilityBits: Codable, Hashable, Sendable {
  /// The upper word, in its in-memory form.
  public var metadata: UInt64
  /// The lower word: the address.
  public var address: UInt64
  /// The validity tag.
  public var tag: Bool

  /// Both words zero, and no tag.
  public static let zero = CapabilityBits(metadata: 0, address: 0, tag: false)

  /// Makes the raw form of a capability from its in-memory words and its tag.
  public init(metadata: UInt64, address: UInt64, tag: Bool) {
    self.metadata = metadata
    self.address = address
    self.tag = tag
  }
}
