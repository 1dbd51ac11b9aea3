public import Architecture
public import CapabilityModel

/// The state of a single address space, as far as the guarantees speak of it.
///
/// A subject's state is decoded into this form, and so is the Model's own.
public struct AddressSpaceState: Hashable, Sendable {
  /// A process that has not been reaped.
  public struct Process: Hashable, Sendable {
    /// Set once it has ended.
    public var isZombie: Bool
    /// Its region.
    public var region: Region
    /// Everything it can reach without memory: registers and special registers, by name.
    public var registers: [String: Capability]
    /// What the kernel holds on its behalf, by name.
    public var heldByKernel: [String: Capability]
    /// Its mapped pages, counted from the base of the region.
    public var mappings: [Int: Mapping]
    /// Set while a child of vfork uses the region and the mappings of its parent; it then has none of its own.
    public var usesRegionOfParent: Bool
    /// The open file descriptions that its descriptors stand for, by descriptor.
    public var descriptors: [Int: Int]

    /// Makes a process from its parts.
    public init(
      isZombie: Bool, region: Region, registers: [String: Capability], heldByKernel: [String: Capability],
      mappings: [Int: Mapping], usesRegionOfParent: Bool = false, descriptors: [Int: Int] = [:]
    ) {
      self.isZombie = isZombie
      self.region = region
      self.registers = registers
      self.heldByKernel = heldByKernel
      self.mappings = mappings
      self.usesRegionOfParent = usesRegionOfParent
      self.descriptors = descriptors
    }
  }

  /// A frame of physical memory.
  public struct Frame: Hashable, Sendable {
    /// The region its pointers are relative to; nil for shared mappings.
    public var origin: Region?
    /// How many pages and shared memory objects the kernel believes it has.
    public var references: Int
    /// The tagged pointers it holds, by granule.
    public var pointers: [Int: Capability]

    /// Makes a frame from its parts.
    public init(origin: Region?, references: Int, pointers: [Int: Capability]) {
      self.origin = origin
      self.references = references
      self.pointers = pointers
    }
  }

  /// Every process that has not been reaped.
  public var processes: [ProcessName: Process]
  /// Every frame that is mapped or kept, by number.
  public var frames: [Int: Frame]
  /// The sealed entries that the kernel publishes.
  public var kernelEntries: Set<Capability>
  /// How many descriptors the kernel believes stand for each open file description, by number.
  public var openFiles: [Int: Int]
  /// The frames of each shared memory object, page by page, by number.
  public var sharedObjects: [Int: [Int]]

  /// Makes a state from its parts.
  public init(
    processes: [ProcessName: Process], frames: [Int: Frame], kernelEntries: Set<Capability>,
    openFiles: [Int: Int] = [:], sharedObjects: [Int: [Int]] = [:]
  ) {
    self.processes = processes
    self.frames = frames
    self.kernelEntries = kernelEntries
    self.openFiles = openFiles
    self.sharedObjects = sharedObjects
  }

  /// The processes that have not ended, by name.
  var running: [(name: ProcessName, process: Process)] {
    processes.filter { !$0.value.isZombie }.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
  }

  /// How many pages of all processes show a frame.
  func mappings(of frame: Int) -> Int {
    processes.values.reduce(0) { $0 + $1.mappings.values.count { $0.frame == frame } }
  }

  /// The process whose mappings a process uses: itself, or for a child of vfork the owner of its region.
  func owner(of process: Process) -> Process {
    guard process.usesRegionOfParent else { return process }
    return running.first { $0.process.region == process.region && !$0.process.usesRegionOfParent }?.process ?? process
  }

  /// Whether two processes use the same region, which is so while a child of vfork runs.
  func shareRegion(_ first: ProcessName, _ second: ProcessName) -> Bool {
    guard let first = processes[first], let second = processes[second] else { return false }
    return first.region == second.region && !first.isZombie && !second.isZombie
  }
}
