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
  /// Whether the parts of the kernel look at what they assert at their borders. For tests: looking is slow, and what
  /// is found changes nothing but ``Kernel/failedAssertions``.
  public var checksAssertions: Bool

  /// Makes settings; whatever is left out is generous.
  public init(
    frames: Int = 1 << 16, regions: Int = 1 << 12, processes: Int = 1 << 12,
    threadsPerProcess: Int = 64, descriptors: Int = 256,
    files: Int = 1 << 12,
    strategy: ForkStrategy = .copyOnPointerAccess, placementSeed: UInt64? = nil, harts: Int = 1,
    schedulingSeed: UInt64? = nil, isolation: IsolationLevel = .adversarial,
    checksAssertions: Bool = false
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
    self.checksAssertions = checksAssertions
  }
}

/// What a kernel has counted since it was made. The counts do not depend on the machine that runs it.
public struct KernelStatistics: Hashable, Sendable {
  /// Forks that succeeded.
  public var forks = 0
  /// Page faults, whether they were served or ended the process.
  public var faults = 0
  /// Frames copied, at forks and faults.
  public var framesCopied = 0
  /// Frames relocated without a copy, by their last sharer.
  public var framesRelocatedInPlace = 0
  /// Frames given to another origin because a region was needed.
  public var originsChanged = 0
  /// Granules whose tags were looked at for relocation.
  public var granulesScanned = 0
  /// Leaves of the page table copied on first touch after a fork.
  public var leavesCopied = 0
  /// Page-table entries written, upper ones included.
  public internal(set) var entriesWritten = 0

  /// Makes counts of zero.
  public init() {}
}

/// Why a kernel cannot start a program.
public enum KernelError: Error, Hashable, CustomStringConvertible {
  /// The image has no pages, or more than its region holds.
  case imageDoesNotFit(pages: Int, regionPages: Int)
  /// No region can have this size.
  case regionSize(log2: UInt8, allowed: ClosedRange<UInt8>)
  /// A pointer of the image lies outside the image or across a granule.
  case misplacedPointer(offset: UInt64)
  /// There are not enough frames.
  case tooFewFrames(needed: Int, available: Int)
  /// There is no region left.
  case noRegion
  /// There are as many processes as there may be.
  case tooManyProcesses
  /// No program of this name has been installed.
  case noSuchProgram(String)
  /// There are as many open files as there may be.
  case tooManyFiles

  /// The error, and what would help.
  public var description: String {
    switch self {
    case .imageDoesNotFit(let pages, let regionPages):
      "an image of \(pages) pages does not fit a region of \(regionPages); choose a larger region size"
    case .regionSize(let log2, let allowed):
      "a region of 2^\(log2) bytes is not possible; choose a size from 2^\(allowed.lowerBound) to 2^\(allowed.upperBound)"
    case .misplacedPointer(let offset):
      "the image's pointer at offset \(offset) does not lie on a granule of a mapped page"
    case .tooFewFrames(let needed, let available):
      "the image needs \(needed) frames and \(available) can be reserved; give the kernel more frames"
    case .noRegion: "every region is in use; give the kernel more regions"
    case .tooManyProcesses: "there are as many processes as the kernel's settings allow; raise the limit"
    case .noSuchProgram(let name): "no program \(name) has been installed"
    case .tooManyFiles: "there are as many open files as the kernel's settings allow; raise the limit"
    }
  }
}
