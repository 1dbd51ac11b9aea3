public import Architecture

/// One frame of an ``InspectedState``.
public struct InspectedFrame: Codable, Hashable, Sendable {
  /// A tagged granule and what it holds.
  public struct TaggedGranule: Codable, Hashable, Sendable {
    /// Which granule of the frame.
    public var index: Int
    /// Its raw words, tagged.
    public var bits: CapabilityBits

    /// Makes a tagged granule.
    public init(index: Int, bits: CapabilityBits) {
      self.index = index
      self.bits = bits
    }
  }

  /// The number by which mappings name it.
  public var number: Int
  /// The region its capabilities are relative to; `nil` for shared mappings.
  public var origin: RegionEpoch?
  /// How many mappings the kernel believes it has.
  public var references: Int
  /// Every granule whose tag is set, in order.
  public var taggedGranules: [TaggedGranule]

  /// Makes a frame from its parts.
  public init(number: Int, origin: RegionEpoch?, references: Int, taggedGranules: [TaggedGranule]) {
    self.number = number
    self.origin = origin
    self.references = references
    self.taggedGranules = taggedGranules
  }
}
