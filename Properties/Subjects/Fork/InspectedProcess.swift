/// One process of an ``InspectedState``.
public struct InspectedProcess: Codable, Hashable, Sendable {
  /// The name that the program gave it.
  public var name: ProcessName
  /// Set once it has ended and waits to be reaped; it then has no region contents and no registers.
  public var isZombie: Bool
  /// Its region.
  public var region: RegionEpoch
  /// Its capability registers, the program counter capability and the special registers it can read included, by name.
  public var registers: [String: CapabilityBits]
  /// What the kernel holds on its behalf: signal handlers, thread pointers, saved contexts, by name.
  public var heldByKernel: [String: CapabilityBits]
  /// Its mapped pages.
  public var mappings: [InspectedMapping]

  /// Makes a process from its parts.
  public init(
    name: ProcessName, isZombie: Bool, region: RegionEpoch, registers: [String: CapabilityBits],
    heldByKernel: [String: CapabilityBits], mappings: [InspectedMapping]
  ) {
    self.name = name
    self.isZombie = isZombie
    self.region = region
    self.registers = registers
    self.heldByKernel = heldByKernel
    self.mappings = mappings
  }
}
