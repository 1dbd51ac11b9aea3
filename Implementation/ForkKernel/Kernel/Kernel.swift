public import Architecture
import Emulator

/// A μFork kernel: processes in one address space that fork, on an emulated CHERI-RISC-V machine.
///
/// ```swift
/// var kernel = try Kernel(KernelConfiguration(strategy: .copyOnPointerAccess))
/// let process = try kernel.start(Guest.hello.image())
/// try kernel.run(budget: 1_000_000)
/// print(String(decoding: kernel.console, as: UTF8.self))
/// ```
///
/// Each process has a region (``Region``) and sees frames through the machine's one page table. A frame has an
/// *origin*, the region that its capabilities are relative to; a page that maps a frame with another origin has a
/// relocation *pending*, which the fault handler (`Kernel+Fault.swift`) serves.
public struct Kernel: ~Copyable {
  /// The settings.
  public let configuration: KernelConfiguration
  /// The strategy of a fork that names none.
  public var strategy: ForkStrategy
  /// What has been counted.
  public var statistics: KernelStatistics {
    var counted = counts
    counted.entriesWritten += pageTable.entriesWritten
    return counted
  }

  /// The counts; of page-table entries, only how far the table's own count is off after a restore.
  var counts = KernelStatistics()

  var machine: Machine
  let pageTable: PageTable
  var scheduler: Scheduler
  /// The thread that each hart's registers belong to.
  var loaded: [ThreadID]
  /// The hart whose thread the kernel is at work for.
  var hartInKernel = 0
  var frames: FrameTable
  var regions: RegionAllocator
  var processes: ProcessTable
  var memories = ProcessMemoryTable()
  var threads = ThreadTable()
  var files: FileTable
  /// Nanoseconds of virtual time since the kernel was booted.
  public internal(set) var clock: UInt64 = 0
  /// When the first of those who wait gives up; not after it, at least.
  var nextDeadline = UInt64.max
  /// How the processes ended that a host has started, by their identifiers.
  public internal(set) var terminationStatuses: [Int32: ExitStatus] = [:]
  /// The programs that processes can execute, by name.
  var programs: [[UInt8]: Program] = [:]

  /// Called at every preemption point, where others may act with ``interleave(_:as:thread:)``; not called while it
  /// runs.
  public var preemptionHandler: ((PreemptionPoint, inout Kernel) -> Void)?
  /// Told of everything that happens while ``run(budget:)`` runs, instruction by instruction.
  public var traceHandler: ((TraceEvent) -> Void)?

  /// How many allocations go well before one is refused; `nil` refuses none.
  var grantsUntilRefusal: Int?
  /// What was refused because of ``refuseAllocation(after:)``.
  public internal(set) var refusedAllocation: Allocation?

  /// Boots a kernel without processes.
  ///
  /// - Throws: ``PhysicalMemoryError`` if the host cannot provide the memory.
  public init(_ configuration: KernelConfiguration) throws {
    self.configuration = configuration
    strategy = configuration.strategy
    pageTable = PageTable()
    let memory = try PhysicalMemory(frameCount: min(configuration.frames, .max - 1) + 1)
    machine = .kernel(memory: memory, pageTable: pageTable)
    for _ in 0..<configuration.harts { machine.addHart() }
    loaded = Array(repeating: .none, count: configuration.harts)
    scheduler = Scheduler(seed: configuration.schedulingSeed)
    frames = FrameTable(count: configuration.frames)
    regions = RegionAllocator(limit: configuration.regions, placementSeed: configuration.placementSeed)
    files = FileTable(limit: configuration.files)
    processes = ProcessTable(limit: configuration.processes)
    var entry = PageTableEntry(frame: 0)
    entry.isExecutable = true
    entry.isKernelEntry = true
    for page in 0..<KernelEntry.pageCount { pageTable.set(entry, page: KernelEntry.page + page) }
    mapExchangePage()
  }

  /// Everything that was written to the console.
  public var console: [UInt8] { files.console }

  /// Forgets what was written to the console.
  public mutating func clearConsole() { files.console = [] }

  /// Whether the kernel asks for authority over what it is passed.
  var checksArguments: Bool { configuration.isolation != .none }
}
