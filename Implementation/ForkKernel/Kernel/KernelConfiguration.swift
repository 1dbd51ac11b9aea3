public import Architecture
public import Emulator

/// The settings of a kernel.
public struct KernelConfiguration: Sendable {
  /// How many frames of physical memory there are, 4 KiB each.
  public var frames: Int
  /// How many regions there may be, in use or waiting for reuse.
  public var regions: Int
  /// How many processes there may be, zombies included.
  public var processes: Int
  /// The strategy of a fork that names none.
  public var strategy: ForkStrategy
  /// The seed by which regions are placed at random; `nil` places them one after the other.
  public var placementSeed: UInt64?
  /// The deliberate mistakes that are switched on.
  public var mutations: MutationSet

  /// Makes settings; whatever is left out is generous.
  public init(
    frames: Int = 1 << 16, regions: Int = 1 << 12, processes: Int = 1 << 12,
    strategy: ForkStrategy = .copyOnPointerAccess, placementSeed: UInt64? = nil, mutations: MutationSet = .none
  ) {
    self.frames = frames
    self.regions = regions
    self.processes = processes
    self.strategy = strategy
    self.placementSeed = placementSeed
    self.mutations = mutations
  }
}
