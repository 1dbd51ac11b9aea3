public import Architecture

/// The settings of a kernel.
public struct KernelConfiguration: Sendable {
  /// How many frames of physical memory there are, 4 KiB each.
  public var frames: Int
  /// How many regions there may be, in use or waiting for reuse.
  public var regions: Int
  /// How many processes there may be, zombies included.
  public var processes: Int
  /// How many threads a process may have.
  public var threadsPerProcess: Int
  /// How many descriptors a process may have.
  public var descriptors: Int
  /// How many open file descriptions there may be.
  public var files: Int
  /// The strategy of a fork that names none, at first.
  public var strategy: ForkStrategy
  /// The seed by which regions are placed at random; `nil` places them one after the other.
  public var placementSeed: UInt64?
  /// How many harts there are.
  public var harts: Int
  /// The seed by which threads are interleaved at random; `nil` runs them in turn, in equal slices.
  public var schedulingSeed: UInt64?
  /// How much processes, and the kernel, are protected from one another.
  public var isolation: IsolationLevel

  /// Makes settings; whatever is left out is generous.
  public init(
    frames: Int = 1 << 16, regions: Int = 1 << 12, processes: Int = 1 << 12,
    threadsPerProcess: Int = 64, descriptors: Int = 256,
    files: Int = 1 << 12,
    strategy: ForkStrategy = .copyOnPointerAccess, placementSeed: UInt64? = nil, harts: Int = 1,
    schedulingSeed: UInt64? = nil, isolation: IsolationLevel = .adversarial
  ) {
    self.frames = frames
    self.regions = regions
    self.processes = processes
    self.threadsPerProcess = threadsPerProcess
    self.descriptors = descriptors
    self.files = files
    self.strategy = strategy
    self.placementSeed = placementSeed
    self.harts = max(harts, 1)
    self.schedulingSeed = schedulingSeed
    self.isolation = isolation
  }
}
