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

/// One process of an ``InspectedState``.
public struct InspectedProcess: Codable, Hashable, Sendable {
  /// The name that the program gave it.
  public var name: ProcessName
  /// Set once it has ended and waits to be reaped; it then has no region contents and no registers.
  public var isZombie: Bool
  /// Its region.
  public var region: RegionEpoch
  /// Its capability registers, the program counter capability and the special registers it can read included, by name;
  /// those that are null may be left out.
  public var registers: [String: CapabilityBits]
  /// What the kernel holds on its behalf: signal handlers, thread pointers, saved contexts, by name.
  public var heldByKernel: [String: CapabilityBits]
  /// Its mapped pages; none of its own while it uses those of its parent.
  public var mappings: [InspectedMapping]
  /// Set for a child of vfork as long as it uses the region of its parent.
  public var usesRegionOfParent: Bool
  /// Its open descriptors.
  public var descriptors: [InspectedDescriptor]

  /// Makes a process from its parts.
  public init(
    name: ProcessName, isZombie: Bool, region: RegionEpoch, registers: [String: CapabilityBits],
    heldByKernel: [String: CapabilityBits], mappings: [InspectedMapping], usesRegionOfParent: Bool = false,
    descriptors: [InspectedDescriptor] = []
  ) {
    self.name = name
    self.isZombie = isZombie
    self.region = region
    self.registers = registers
    self.heldByKernel = heldByKernel
    self.mappings = mappings
    self.usesRegionOfParent = usesRegionOfParent
    self.descriptors = descriptors
  }

  /// Reads a process; what concerns vfork and descriptors may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(ProcessName.self, forKey: .name),
      isZombie: try container.decode(Bool.self, forKey: .isZombie),
      region: try container.decode(RegionEpoch.self, forKey: .region),
      registers: try container.decode([String: CapabilityBits].self, forKey: .registers),
      heldByKernel: try container.decode([String: CapabilityBits].self, forKey: .heldByKernel),
      mappings: try container.decode([InspectedMapping].self, forKey: .mappings),
      usesRegionOfParent: try container.decodeIfPresent(Bool.self, forKey: .usesRegionOfParent) ?? false,
      descriptors: try container.decodeIfPresent([InspectedDescriptor].self, forKey: .descriptors) ?? [])
  }
}

/// One page of a process and the frame it shows, with what the hardware would allow if it were asked now.
public struct InspectedMapping: Codable, Hashable, Sendable {
  /// Which page of the region, counted from its base.
  public var page: Int
  /// The frame it shows.
  public var frame: Int
  /// Loads of data succeed now, without the fault handler.
  public var readable: Bool
  /// Stores of data succeed now, without the fault handler.
  public var writable: Bool
  /// Instruction fetches succeed now, without the fault handler.
  public var executable: Bool
  /// What happens now to a load of a tagged capability.
  public var loadPolicy: CapabilityLoadPolicy
  /// What happens now to a store of a tagged capability.
  public var storePolicy: CapabilityStorePolicy
  /// Loads are permitted once pending copies have been made: what it was given at start, mmap or mprotect.
  public var entitledToRead: Bool
  /// Stores are permitted once pending copies have been made.
  public var entitledToWrite: Bool
  /// Set for pages of shared mappings, which have no origin.
  public var isShared: Bool

  /// Makes a mapping from its parts.
  public init(
    page: Int, frame: Int, readable: Bool, writable: Bool, executable: Bool, loadPolicy: CapabilityLoadPolicy,
    storePolicy: CapabilityStorePolicy, entitledToRead: Bool, entitledToWrite: Bool, isShared: Bool
  ) {
    self.page = page
    self.frame = frame
    self.readable = readable
    self.writable = writable
    self.executable = executable
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
    self.entitledToRead = entitledToRead
    self.entitledToWrite = entitledToWrite
    self.isShared = isShared
  }
}

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

/// One open descriptor of a process.
public struct InspectedDescriptor: Codable, Hashable, Sendable {
  /// Its number.
  public var number: Int32
  /// The open file description that it refers to, by its number in ``InspectedState/openFiles``.
  public var file: Int

  /// Makes a descriptor from its parts.
  public init(number: Int32, file: Int) {
    self.number = number
    self.file = file
  }
}

/// One open file description of an ``InspectedState``.
public struct InspectedOpenFile: Codable, Hashable, Sendable {
  /// The number by which descriptors refer to it.
  public var number: Int
  /// How many descriptors the kernel believes refer to it.
  public var references: Int

  /// Makes an open file description from its parts.
  public init(number: Int, references: Int) {
    self.number = number
    self.references = references
  }
}

/// One shared memory object of an ``InspectedState`` that has a name, is open, or is mapped.
public struct InspectedSharedObject: Codable, Hashable, Sendable {
  /// A number that tells it from the others.
  public var number: Int
  /// Its frames, page by page; each counts as one reference of the frame.
  public var frames: [Int]

  /// Makes an object from its parts.
  public init(number: Int, frames: [Int]) {
    self.number = number
    self.frames = frames
  }
}

/// A region at one time of its life: reusing the region for another process begins a new epoch.
public struct RegionEpoch: Codable, Hashable, Sendable {
  /// The first address of the region.
  public var base: UInt64
  /// The size of the region is 2^k bytes; this is k.
  public var sizeLog2: UInt8
  /// Counts the uses of the region.
  public var epoch: UInt64

  /// Makes a region epoch from its parts.
  public init(base: UInt64, sizeLog2: UInt8, epoch: UInt64) {
    self.base = base
    self.sizeLog2 = sizeLog2
    self.epoch = epoch
  }
}
