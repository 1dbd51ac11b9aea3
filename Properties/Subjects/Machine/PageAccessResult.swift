/// What became of a ``PageAccess``.
public struct PageAccessResult: Codable, Hashable, Sendable {
  /// The trap, if the access was refused.
  public var trap: TrapRecord?
  /// Whether the value read is tagged; for `CLoadTags` the tags of the line of four granules from the lowest; 0 after a
  /// trap and for stores.
  public var resultTags: UInt64
  /// Whether the granule holds a tagged capability afterwards.
  public var memoryTag: Bool

  /// Makes a result from its parts.
  public init(trap: TrapRecord?, resultTags: UInt64, memoryTag: Bool) {
    self.trap = trap
    self.resultTags = resultTags
    self.memoryTag = memoryTag
  }
}
