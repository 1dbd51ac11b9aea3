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
    var counted = memory.statistics
    counted.forks = forks
    return counted
  }

  // The parts. Each owns its state and says what others may ask of it; a call that needs several is coordinated here.

  /// Frames, regions, the page table, and what is mapped where.
  var memory: Memory
  /// Open files, pipes, queues, and what names lead to.
  var files: FileTable
  /// Who descends from whom; each process with its descriptors, its signals and its limits.
  var processes: ProcessTable
  /// The threads: who runs, who waits for what, and the time.
  var threads: Scheduler
  /// The hardware.
  var machine: Machine

  /// The hart whose thread the kernel is at work for.
  var hartInKernel = 0
  /// Forks that succeeded.
  var forks = 0
  /// What is asserted of signals, which belong to processes and threads.
  var assertions: Assertions
  /// Nanoseconds of virtual time since the kernel was booted.
  public var clock: UInt64 { threads.clock }
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
    memory = Memory(configuration)
    files = FileTable(configuration)
    processes = ProcessTable(configuration)
    threads = Scheduler(configuration)
    assertions = Assertions(areChecked: configuration.checksAssertions)
    machine = .kernel(
      memory: try PhysicalMemory(frameCount: min(configuration.frames, .max - 1) + 1), pageTable: memory.pageTable)
    for _ in 0..<configuration.harts { machine.addHart() }
    var entry = PageTableEntry(frame: 0)
    entry.isExecutable = true
    entry.isKernelEntry = true
    for page in 0..<KernelEntry.pageCount { memory.pageTable.set(entry, page: KernelEntry.page + page) }
    mapExchangePage()
  }

  /// Everything that was written to the console.
  public var console: [UInt8] { files.console }

  /// Forgets what was written to the console.
  public mutating func clearConsole() { files.clearConsole() }

  /// Whether the kernel asks for authority over what it is passed.
  var checksArguments: Bool { configuration.isolation != .none }
}

/// Something that happened while the kernel ran.
public enum TraceEvent: Hashable, Sendable {
  /// An instruction is about to be executed, at an offset of the process's region.
  case instruction(pid: Int32, offset: UInt64, word: UInt32)
  /// A thread has entered the kernel.
  case call(pid: Int32, SystemCall)
  /// A thread has returned from the kernel, with an error or without.
  case returned(pid: Int32, SystemCall, ErrorNumber?)
  /// A page fault has been served.
  case faultServed(pid: Int32, page: Int, cause: ExceptionCause)
  /// A process exists.
  case forked(pid: Int32, child: Int32, regionBase: UInt64)
  /// A process has ended.
  case exited(pid: Int32, ExitStatus)
}
