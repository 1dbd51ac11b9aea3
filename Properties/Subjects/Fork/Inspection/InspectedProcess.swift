public import Architecture

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
