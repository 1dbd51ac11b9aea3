public import Architecture

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
  /// Every open file description.
  public var openFiles: [InspectedOpenFile]
  /// Every shared memory object.
  public var sharedObjects: [InspectedSharedObject]

  /// Makes a state from its parts.
  public init(
    pageSize: UInt64, processes: [InspectedProcess], frames: [InspectedFrame], kernelEntries: [CapabilityBits],
    openFiles: [InspectedOpenFile] = [], sharedObjects: [InspectedSharedObject] = []
  ) {
    self.pageSize = pageSize
    self.processes = processes
    self.frames = frames
    self.kernelEntries = kernelEntries
    self.openFiles = openFiles
    self.sharedObjects = sharedObjects
  }

  /// Reads a state; open file descriptions and shared memory objects may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pageSize: try container.decode(UInt64.self, forKey: .pageSize),
      processes: try container.decode([InspectedProcess].self, forKey: .processes),
      frames: try container.decode([InspectedFrame].self, forKey: .frames),
      kernelEntries: try container.decode([CapabilityBits].self, forKey: .kernelEntries),
      openFiles: try container.decodeIfPresent([InspectedOpenFile].self, forKey: .openFiles) ?? [],
      sharedObjects: try container.decodeIfPresent([InspectedSharedObject].self, forKey: .sharedObjects) ?? [])
  }
}
