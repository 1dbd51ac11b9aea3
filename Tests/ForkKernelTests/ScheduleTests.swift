import Architecture
import Emulator
import ForkKernel
import Foundation
import Guests
import Testing

/// What programs print and how they end must not depend on when their threads run.
///
/// A scheduling seed ends slices after any instruction and lets any thread that is ready go on.
@Suite struct ScheduleTests {
  /// Seeds for each guest, number of harts and strategy: few of them, or as many as `SCHEDULES` says.
  static let seeds: ClosedRange<UInt64> =
    1...(ProcessInfo.processInfo.environment["SCHEDULES"].flatMap { UInt64($0) }.map { max($0, 1) } ?? 12)
  static let harts = 1...3
  /// How often `spawn` and `context1` repeat themselves here.
  static let rounds: Int64 = 25

  /// What a guest prints, whatever the schedule: whoever prints is waited for by whoever prints after it.
  ///
  /// ECHILD is 10, SIGPROT 34, EFAULT 14, EPERM 1; 1 + … + 1000 = 500500 and 1 + … + 100 = 5050.
  static func expectedOutput(of guest: Guest) -> String {
    switch guest {
    case .hello: "hello, world\nhello from the child\nhello from the parent\n"
    case .linkedList:
      """
      parent, before the fork: 500500
      child, after adding 1000 to each: 1500500
      parent, after the child has ended: 500500

      """
    case .hashTable:
      """
      parent, before the fork: 374250
      grandchild, after adding 2: 375250
      child, after adding 1: 374750
      parent, after the child has ended: 374250

      """
    case .spawn: "children that came and went: 25\n"
    case .context: "numbers that went there and back: 25\n"
    case .privilegeSeparation:
      """
      worker: a pointer made of an integer
        ended by signal 34
      worker: its own stack pointer, moved to the secret
        ended by signal 34
      worker: bounds that are set wider than they were
        ended by signal 34
      worker: the kernel, asked to write the secret to a pipe
        refused with errno 14
      worker: a pointer that went through a pipe
        ended by signal 34
      worker: a kernel entry, entered beside its door
        ended by signal 34
      worker: SIGKILL for the system process
        refused with errno 1
      worker: asked politely, the monitor answers 8484
      monitor: the secret is still 4242

      """
    case .daemonizer:
      """
      starter's child: the daemon is on its own
      starter: bytes from the daemon before the pipe ends: 0
      starter: waiting for the daemon fails with errno 10
      starter: the log says
      daemon: my parent is 1
      daemon: what the starter left me sums up to 5050

      """
    case .pipeline:
      """
      HELLO THROUGH TWO PIPES
      bytes: 24
      the shell has waited for all; the sum of their statuses is 0

      """
    case .outOfBounds: "the byte behind the object is "
    }
  }

  /// How the first process of a guest ends.
  static func expectedStatus(of guest: Guest) -> ForkKernel.ExitStatus {
    guest == .outOfBounds ? .signaled(.protection) : .exited(0)
  }

  /// How a run ended, and what it printed.
  struct Result: Hashable {
    var outcome: RunOutcome
    var status: ForkKernel.ExitStatus?
    var output: String
    var failedAssertions: [String] = []
  }

  static func run(
    _ configuration: KernelConfiguration, _ start: (inout Kernel) throws -> ProcessID
  ) throws -> Result {
    var kernel = try Kernel(checking: configuration)
    let process = try start(&kernel)
    let pid = kernel.pid(of: process)
    let outcome = kernel.run(budget: 5_000_000)
    return Result(
      outcome: outcome, status: kernel.terminationStatuses[pid],
      output: String(decoding: kernel.console, as: UTF8.self), failedAssertions: kernel.failedAssertions)
  }

  @Test(arguments: Guest.allCases, ForkStrategy.allCases)
  func `A guest prints the same and ends alike under every schedule`(guest: Guest, strategy: ForkStrategy) throws {
    let expected = Result(
      outcome: .finished, status: Self.expectedStatus(of: guest), output: Self.expectedOutput(of: guest))
    for harts in Self.harts {
      for seed in Self.seeds {
        let configuration = KernelConfiguration(
          frames: 128, regions: 64, strategy: strategy, placementSeed: seed, harts: harts, schedulingSeed: seed)
        let result = try Self.run(configuration) { try guest.start(in: &$0, rounds: Self.rounds) }
        #expect(result == expected, "harts \(harts), seed \(seed)")
      }
    }
  }

  // MARK: Programs that meet what guests do not

  /// Runs a program under seeds, numbers of harts and every strategy.
  static func expect(
    _ output: String, seeds: ClosedRange<UInt64> = Self.seeds, programs: [String: Image] = [:],
    _ body: (inout Assembler, Runtime) -> Void
  ) throws {
    var program = Assembler()
    let runtime = Runtime(&program)
    body(&program, runtime)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    let image = try program.image(regionSizeLog2: 20)
    let expected = Result(outcome: .finished, status: .exited(0), output: output)
    for strategy in ForkStrategy.allCases {
      for harts in Self.harts {
        for seed in seeds {
          let configuration = KernelConfiguration(
            frames: 256, regions: 64, strategy: strategy, placementSeed: seed, harts: harts, schedulingSeed: seed)
          let result = try run(configuration) { kernel in
            for (name, image) in programs { try kernel.install(image, as: name) }
            return try kernel.start(image)
          }
          #expect(result == expected, "\(strategy), harts \(harts), seed \(seed)")
        }
      }
    }
  }

  /// The handler writes to a pipe that the program reads from; each signal is sent after the one before was noticed.
  /// The signal may come at any moment of the call that reads: before it, while it waits, or in between.
  @Test(arguments: [Int64(0), 2])
  func `A signal wakes who waits for its handler, whenever it comes`(flags: Int64) throws {
    let signals: Int64 = 12
    try Self.expect("noticed 12\n") { program, runtime in
      let (action, buffer) = (program.zeroed(bytes: 48), program.zeroed(bytes: 16))
      let (handler, past) = (program.makeLabel(), program.makeLabel())
      program.pipe(reader: .s4, writer: .s5)
      program.pipe(reader: .s6, writer: .s7)
      program.jump(to: past)
      program.place(handler)
      program.moveCapability(.s0, .ra)
      program.systemCall(.write, .register(.s5), .address(buffer), 1)
      program.emit(.cjalr, .zero, .s0)
      program.place(past)
      program.loadAddress(.t1, of: action)
      program.address(.t2, of: handler)
      program.storeCapability(.t2, 0, .t1)
      program.load(.t2, flags)
      program.storeWord(.t2, 16, .t1)
      program.systemCall(.sigaction, .constant(Int64(SignalNumber.user1.rawValue)), .address(action), .null)
      program.load(.s2, 0)
      program.load(.s3, signals)
      program.forkChild { program in
        program.systemCall(.getppid)
        program.move(.s8, .a0)
        program.whileTrue(.less(.s2, .s3)) { program in
          program.systemCall(.kill, .register(.s8), .constant(Int64(SignalNumber.user1.rawValue)))
          program.systemCall(.read, .register(.s6), .address(buffer), 1)
          program.add(.s2, .s2, 1)
        }
        runtime.exit(0, in: &program)
      }
      program.whileTrue(.less(.s2, .s3)) { program in
        program.systemCall(.getpid)
        program.systemCall(.read, .register(.s4), .address(buffer), 1)
        // Without SA_RESTART it may have failed with EINTR.
        program.ifTrue(.isZero(.t0)) { program in
          program.add(.s2, .s2, 1)
          program.systemCall(.write, .register(.s7), .address(buffer), 1)
        }
      }
      runtime.waitForChild(in: &program)
      runtime.print("noticed ", .s2, in: &program)
    }
  }

  /// A second thread is inside of a call, or about to be, whenever the first one makes a child.
  @Test(arguments: [SystemCall.fork, .vfork])
  func `A thread that calls the kernel goes on when another one makes a child`(call: SystemCall) throws {
    let rounds: Int64 = 6
    try Self.expect("children 6, calls 1\n") { program, runtime in
      let (other, past, done) = (program.makeLabel(), program.makeLabel(), program.zeroed(bytes: 16))
      program.jump(to: past)
      program.place(other)
      program.load(.s1, 40)
      program.whileTrue(.isNotZero(.s1)) { program in
        program.systemCall(.getpid)
        program.add(.s1, .s1, -1)
      }
      program.loadAddress(.t1, of: done)
      program.load(.t2, 1)
      program.storeDouble(.t2, 0, .t1)
      program.systemCall(.threadExit)
      program.place(past)
      program.address(.a0, of: other)
      program.load(.a1, 0)
      program.load(.a2, 0)
      program.systemCall(.threadNew)
      program.move(.s4, .a0)
      program.load(.s2, 0)
      program.load(.s3, rounds)
      program.whileTrue(.less(.s2, .s3)) { program in
        program.systemCall(call)
        program.ifTrue(.isZero(.a0)) { program in
          program.systemCall(.getpid)
          runtime.exit(0, in: &program)
        }
        runtime.waitForChild(in: &program)
        program.ifTrue(.isNotZero(.t0)) { runtime.print("lost\n", in: &$0) }
        program.add(.s2, .s2, 1)
      }
      program.systemCall(.threadJoin, .register(.s4))
      runtime.print("children ", in: &program)
      program.move(.a0, .s2)
      program.call(runtime.writeDecimal)
      program.loadAddress(.t1, of: done)
      program.loadDouble(.s2, 0, .t1)
      runtime.print(", calls ", .s2, in: &program)
    }
  }

  @Test func `A program starts anew when it is executed while other threads call the kernel`() throws {
    let programs = ["hello": try Guest.hello.image()]
    try Self.expect(Self.expectedOutput(of: .hello) + "status 0\n", programs: programs) { program, runtime in
      let (other, past, status) = (program.makeLabel(), program.makeLabel(), program.zeroed(bytes: 16))
      program.jump(to: past)
      program.place(other)
      let again = program.here()
      program.systemCall(.getpid)
      program.jump(to: again)
      program.place(past)
      program.forkChild { program in
        for _ in 0..<2 {
          program.address(.a0, of: other)
          program.load(.a1, 0)
          program.load(.a2, 0)
          program.systemCall(.threadNew)
        }
        for _ in 0..<5 { program.systemCall(.getpid) }
        program.systemCall(.execve, .address(program.path("hello")), .null, .null)
        runtime.exit(1, in: &program)
      }
      program.systemCall(.wait4, -1, .address(status), 0, .null)
      program.loadAddress(.t1, of: status)
      program.loadWord(.s2, 0, .t1)
      runtime.print("status ", .s2, in: &program)
    }
  }

  @Test(arguments: Guest.allCases)
  func `Looking at every instruction changes no schedule`(guest: Guest) throws {
    for seed in UInt64(1)...5 {
      let configuration = KernelConfiguration(frames: 128, regions: 64, harts: 2, schedulingSeed: seed)
      var kernels: [(Result, KernelStatistics, UInt64)] = []
      for isTraced in [false, true] {
        var kernel = try Kernel(checking: configuration)
        if isTraced { kernel.traceHandler = { _ in } }
        let pid = kernel.pid(of: try guest.start(in: &kernel, rounds: 5))
        let outcome = kernel.run(budget: 5_000_000)
        let result = Result(
          outcome: outcome, status: kernel.terminationStatuses[pid],
          output: String(decoding: kernel.console, as: UTF8.self))
        kernels.append((result, kernel.statistics, kernel.clock))
      }
      #expect(kernels[0] == kernels[1], "seed \(seed)")
    }
  }
}
