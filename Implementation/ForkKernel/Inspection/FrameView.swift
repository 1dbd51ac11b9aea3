/// One frame that is in use.
public struct FrameView: Hashable, Sendable {
  /// Its number.
  public var number: UInt32
  /// The region that its capabilities are relative to; `nil` for shared mappings.
  public var origin: RegionView?
  /// How many pages show it, those of shared leaves included.
  public var references: Int
}
