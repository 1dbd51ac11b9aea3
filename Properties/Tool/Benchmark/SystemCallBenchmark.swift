import Architecture
import Emulator
import ForkKernel
import Guests

/// What processes wait for besides fork itself: children that come and go, messages through pipes, calls.
///
/// Host and guest are compared by the time that they had the processor, in turn.
struct SystemCallBenchmark {
  /// How often each is timed.
  var repetitions = 5

  private static let calls: Int64 = 100_000

  func measure(beside host: HostFork) throws -> [BenchmarkReport.Measurement] {
    let stopwatch = Stopwatch(repetitions: repetitions)
    return try compare("fork.spawn", .spawn, 1000, "spawn", host)
      + compare("fork.context1", .context, 100_000, "context", host)
      + [try callRate(with: stopwatch)] + writes(with: stopwatch)
  }

  /// A guest beside the host's program of the same kind, and how many times as fast it is: the median.
  private func compare(
    _ name: String, _ guest: Guest, _ rounds: Int, _ program: String, _ host: HostFork
  ) throws -> [BenchmarkReport.Measurement] {
    let stopwatch = Stopwatch(repetitions: 1)
    let image = try guest.image()
    var samples: [(host: Double, guest: Double)] = []
    for _ in 0..<repetitions {
      let hostSeconds = try host.seconds([program, "\(rounds)"])
      samples.append((hostSeconds, try stopwatch.seconds { try Self.run(image) } / Double(rounds)))
    }
    let medians = samples.sorted { $0.host / $0.guest < $1.host / $1.guest }[repetitions / 2]
    return [
      .init(name: "\(name).host", value: medians.host, unit: "s"),
      .init(name: "\(name).guest", value: medians.guest, unit: "s"),
      .init(name: "\(name).ratio", value: medians.host / medians.guest, unit: "× the host's speed"),
    ]
  }

  private static func run(_ image: Image, isolation: IsolationLevel = .adversarial) throws {
    var kernel = try Kernel(KernelConfiguration(frames: 256, isolation: isolation))
    _ = try kernel.start(image)
    guard kernel.run(budget: 1 << 30) == .finished else { throw UsageError("The benchmark's guest did not end.") }
  }

  /// Calls through a sealed entry that ask for next to nothing.
  private func callRate(with stopwatch: Stopwatch) throws -> BenchmarkReport.Measurement {
    let image = try Self.loop(Self.calls) { $0.systemCall(.getpid) }
    let seconds = try stopwatch.seconds { try Self.run(image) }
    return .init(name: "kernel.calls", value: Double(Self.calls) / seconds, unit: "calls/s")
  }

  /// What it costs that arguments are copied before they are looked at: the time of a write, and of the call that seeks
  /// back, over that at the level of fault isolation.
  private func writes(with stopwatch: Stopwatch) throws -> [BenchmarkReport.Measurement] {
    try [(16, "16B", 50_000), (4096, "4KiB", 20_000), (65536, "64KiB", 2000)].map { size, name, count in
      let image = try Self.loop(Int64(count)) { program in
        program.systemCall(.write, .register(.s4), .register(.s5), .constant(Int64(size)))
        program.systemCall(.lseek, .register(.s4), 0, 0)
      }
      let ratio = try stopwatch.ratio(
        { try Self.run(image) }, over: { try Self.run(image, isolation: .faultIsolation) })
      return .init(name: "kernel.write.\(name).adversarialCost", value: ratio, unit: "× fault isolation")
    }
  }

  /// A program that does something often; `s4` holds the descriptor of a file, `s5` a buffer of 64 KiB.
  private static func loop(_ count: Int64, _ body: (inout Assembler) -> Void) throws -> Image {
    var program = Assembler()
    program.systemCall(.open, .address(program.path("file")), 0x202)
    program.move(.s4, .a0)
    program.loadAddress(.s5, of: program.heap())
    program.load(.s3, count)
    program.whileTrue(.isNotZero(.s3)) { program in
      body(&program)
      program.add(.s3, .s3, -1)
    }
    program.systemCall(.exit, 0)
    return try program.image()
  }
}
