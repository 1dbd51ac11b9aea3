import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

@Suite struct GuestTests {
  static func output(_ guest: Guest, _ configuration: KernelConfiguration) throws -> String {
    var kernel = try Kernel(checking: configuration)
    _ = try guest.start(in: &kernel)
    let kept = kernel.framesInUse.count { $0.references == 0 }
    #expect(kernel.run(budget: 100_000_000) == .finished)
    #expect(kernel.processIDs.isEmpty)
    #expect(kernel.framesInUse.count == kept)
    #expect(kernel.reservedFrames == kept)
    #expect(kernel.openFileCount == 0)
    #expect(kernel.contradictions == [])
    return String(decoding: kernel.console, as: UTF8.self)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Hello greets three times`(strategy: ForkStrategy) throws {
    let output = try Self.output(.hello, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(output == "hello, world\nhello from the child\nhello from the parent\n")
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A list that the child changes stays as it was in the parent`(strategy: ForkStrategy) throws {
    let output = try Self.output(.linkedList, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(
      output == """
        parent, before the fork: 500500
        child, after adding 1000 to each: 1500500
        parent, after the child has ended: 500500

        """)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Each generation changes its own hash table`(strategy: ForkStrategy) throws {
    let output = try Self.output(.hashTable, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(
      output == """
        parent, before the fork: 374250
        grandchild, after adding 2: 375250
        child, after adding 1: 374750
        parent, after the child has ended: 374250

        """)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A thousand children come and go`(strategy: ForkStrategy) throws {
    let output = try Self.output(.spawn, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(output == "children that came and went: 1000\n")
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A hundred thousand numbers go there and back`(strategy: ForkStrategy) throws {
    let output = try Self.output(.context, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(output == "numbers that went there and back: 100000\n")
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A daemon outlives its parent and keeps what it shares`(strategy: ForkStrategy) throws {
    let output = try Self.output(.daemonizer, KernelConfiguration(frames: 128, strategy: strategy))
    // ECHILD is 10; 1 + … + 100 = 5050.
    #expect(
      output == """
        starter's child: the daemon is on its own
        starter: bytes from the daemon before the pipe ends: 0
        starter: waiting for the daemon fails with errno 10
        starter: the log says
        daemon: my parent is 1
        daemon: what the starter left me sums up to 5050

        """)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Programs run in a pipeline`(strategy: ForkStrategy) throws {
    let output = try Self.output(.pipeline, KernelConfiguration(frames: 128, strategy: strategy))
    #expect(
      output == """
        HELLO THROUGH TWO PIPES
        bytes: 24
        the shell has waited for all; the sum of their statuses is 0

        """)
  }

  /// SIGPROT is 34, EFAULT 14, EPERM 1.
  @Test(
    arguments: ForkStrategy.allCases, [IsolationLevel.adversarial, .faultIsolation])
  func `A hostile worker does not get at the monitor's secret`(
    strategy: ForkStrategy, isolation: IsolationLevel
  ) throws {
    let output = try Self.output(
      .privilegeSeparation, KernelConfiguration(frames: 128, strategy: strategy, isolation: isolation))
    #expect(
      output == """
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

        """)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `Without isolation the kernel reads the secret for a hostile worker`(strategy: ForkStrategy) throws {
    let output = try Self.output(
      .privilegeSeparation, KernelConfiguration(frames: 128, strategy: strategy, isolation: .none))
    #expect(output.contains("asked to write the secret to a pipe\n  reads 4242\n"))
  }
}
