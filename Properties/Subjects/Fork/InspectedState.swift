/// The whole state of a fork subject as raw words, for the guarantees to judge (level L1).
public struct InspectedState: Codable, Hashable, Sendable {
  /// Bytes in a page.
  public var pageSize: UInt64
  /// Every process that has not been reaped.
  public var processes: [InspectedProcess]
  /// Every frame that is mapped or kept.
  public var frames: [InspectedFrame]
  /// The sealed entry capabilities that the kernel publishes.
  public var kernelEntries: [CapabilityBits]

  /// Makes a state from its parts.
  public init(
    pageSize: UInt64, processes: [InspectedProcess], frames: [InspectedFrame], kernelEntries: [CapabilityBits]
  ) {
    self.pageSize = pageSize
    self.processes = processes
    self.frames = frames
    self.kernelEntries = kernelEntries
  }
}
