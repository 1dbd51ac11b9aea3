/// What a process can read off a pointer register.
public struct PointerView: Codable, Hashable, Sendable {
  /// The raw words and the tag.
  public var bits: CapabilityBits

  /// Makes a view from the raw words and the tag.
  public init(_ bits: CapabilityBits) { self.bits = bits }
}
