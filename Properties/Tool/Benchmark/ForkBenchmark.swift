import Architecture
import Emulator
import ForkKernel
import Guests
import Adapters
import PropertySuite

/// Latencies and counts of this kernel's fork.
struct ForkBenchmark {
  /// Seconds of the host's fork, by resident MiB.
  var host: [Int: Double]

  /// One page in this many holds capabilities.
  private static let pagesPerPointerPage = 20

  func measure() throws -> [BenchmarkReport.Measurement] {
    var measurements: [BenchmarkReport.Measurement] = []
    for mebibytes in [1, 100] {
      let hostSeconds = host[mebibytes] ?? .nan
      measurements.append(.init(name: "fork.host.\(mebibytes)MiB", value: hostSeconds, unit: "s"))
      for strategy in ForkStrategy.allCases {
        let name = "fork.\(strategy.rawValue).\(mebibytes)MiB"
        let seconds = try latency(strategy, mebibytes)
        measurements.append(.init(name: name, value: seconds, unit: "s"))
        measurements.append(.init(name: "\(name).ratio", value: hostSeconds / seconds, unit: "× the host's speed"))
        measurements += try counts(strategy, mebibytes, name)
      }
    }
    measurements.append(.init(name: "fork.child.bytes", value: Double(try bytesOfAnotherHello()), unit: "bytes"))
    return measurements
  }

  /// A kernel with one process that has much memory.
  private struct World: ~Copyable {
    var kernel: Kernel
    let process: ProcessID
    /// The pages of its heap.
    let heap: Range<Int>
  }

  /// A process whose heap makes its resident memory so many MiB.
  private func start(_ strategy: ForkStrategy, _ mebibytes: Int) throws -> World {
    let heapPages = mebibytes * 256 - 8
    var image = Image(
      regionSizeLog2: mebibytes > 1 ? 27 : 21,
      segments: [
        .init(.text, pages: 1, filler: 0x13), .init(.readOnlyData, pages: 1), .init(.globalOffsetTable, pages: 1),
        .init(.data, pages: 1), .init(.heap, pages: heapPages), .init(.stack, pages: 4),
      ])
    let heap = 4..<4 + heapPages
    image.registers[18] = Pointer(
      target: UInt64(heap.lowerBound) << 12, length: UInt64(heapPages) << 12, permissions: .readWrite)
    for page in stride(from: heap.lowerBound, to: heap.upperBound, by: Self.pagesPerPointerPage) {
      for granule in 0..<16 {
        image.pointers[UInt64(page) << 12 | UInt64(granule * 16)] = Pointer(
          target: UInt64(page) << 12, length: 4096, permissions: .readWrite)
      }
    }
    var kernel = try Kernel(KernelConfiguration(frames: mebibytes * 512 + 64, strategy: strategy))
    let process = try kernel.start(image)
    return World(kernel: kernel, process: process, heap: heap)
  }

  /// Seconds from the call to its return, the median. Before each call the parent touches memory, as programs do.
  private func latency(_ strategy: ForkStrategy, _ mebibytes: Int) throws -> Double {
    var world = try start(strategy, mebibytes)
    let clock = ContinuousClock()
    let repetitions = strategy == .copy && mebibytes > 1 ? 21 : 501
    var times: [Double] = []
    for round in 0..<repetitions {
      try touch(world.heap.lowerBound + round % world.heap.count, .sd, world.process, &world)
      let start = clock.now
      let child = try world.kernel.fork(world.process)
      times.append(start.duration(to: clock.now) / .seconds(1))
      world.kernel.exit(child, .exited(0))
      _ = try world.kernel.reapAnyChild(of: world.process)
    }
    return times.sorted()[repetitions / 2]
  }

  /// What one fork costs in counts, and what a child has that then reads every page, as one that saves a snapshot does.
  private func counts(
    _ strategy: ForkStrategy, _ mebibytes: Int, _ name: String
  ) throws -> [BenchmarkReport.Measurement] {
    var world = try start(strategy, mebibytes)
    let before = world.kernel.statistics
    let child = try world.kernel.fork(world.process)
    let atFork = world.kernel.statistics
    for page in world.heap { try touch(page, .lc, child, &world) }
    let after = world.kernel.statistics
    let memory = world.kernel.memory(of: child)
    let figures: [(String, Int, String)] = [
      ("framesCopied", atFork.framesCopied - before.framesCopied, "frames"),
      ("granulesScanned", atFork.granulesScanned - before.granulesScanned, "granules"),
      ("entriesWritten", atFork.entriesWritten - before.entriesWritten, "entries"),
      ("snapshot.faults", after.faults - atFork.faults, "faults"),
      ("snapshot.framesCopied", after.framesCopied - atFork.framesCopied, "frames"),
      ("snapshot.proportionalMemory", memory.proportional, "bytes"),
      ("snapshot.ownMemory", memory.own, "bytes"),
    ]
    return figures.map { .init(name: "\(name).\($0.0)", value: Double($0.1), unit: $0.2) }
  }

  /// Lets a process access the first granule of a page.
  private func touch(
    _ page: Int, _ operation: Operation, _ process: ProcessID, _ world: inout World
  ) throws {
    let offset = UInt64(page - world.heap.lowerBound) << 12 | (operation == .lc ? 0 : 2048)
    world.kernel.writeRegister(6, world.kernel.readRegister(18, of: process).adding(offset), of: process)
    let instruction =
      operation == .lc ? Instruction(.lc, rd: 7, rs1: 6) : Instruction(operation, rs1: 6, rs2: 0)
    if let trap = world.kernel.execute(try instruction.encoded(in: .capability), as: process) {
      throw UsageError("The benchmark's process was ended by \(trap.cause).")
    }
  }

  /// What another forked hello takes, by the kernel's own account.
  private func bytesOfAnotherHello() throws -> Int {
    var kernel = try Kernel(KernelConfiguration())
    let parent = try kernel.start(Guest.hello.image())
    _ = try kernel.fork(parent)
    let before = kernel.bytesInUse
    _ = try kernel.fork(parent)
    return kernel.bytesInUse - before
  }
}

/// Actions of fork programs on our kernel that are compared with the Model.
struct ForkActionsBenchmark {
  /// How many programs are performed in one run.
  var programs = 500

  func measure(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    let comparison = ForkComparison(programs: programs, seed: 1)
    let counts = try comparison.run(on: KernelForkSubject())
    let seconds = stopwatch.seconds { _ = try? comparison.run(on: KernelForkSubject()) }
    return [
      .init(name: "fork.actions", value: Double(counts.steps) / seconds, unit: "actions/s"),
      .init(name: "fork.actions.comparisons", value: Double(counts.comparisons) / seconds, unit: "comparisons/s"),
    ]
  }
}
