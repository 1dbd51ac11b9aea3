import Architecture
import ForkKernel
import Testing

/// That promises between the kernel's parts are looked at, and that a broken one is reported and ends nothing.
@Suite struct PromiseTests {
  /// A process writes to a pipe; in the middle of it a host ends the process, which it must not: the kernel holds its one
  /// lock at a preemption point. The bytes then lie in a pipe that nobody has open, and the next pipe is not empty.
  private static func boot(checksPromises: Bool) throws -> Kernel {
    var kernel = try Kernel(KernelConfiguration(frames: 256, checksPromises: checksPromises))
    let (writer, other) = (try kernel.start(Caller.image), try kernel.start(Caller.image))
    #expect(openPipe(in: &kernel, as: writer) == .value(0))
    #expect(kernel.brokenPromises == [])
    kernel.preemptionHandler = { point, kernel in
      if point == .pieceTransferred { kernel.exit(writer, .exited(0)) }
    }
    let end = kernel.exchanged(8)[4]
    let answer = kernel.call(
      .write, [.int(Int64(end)), Kernel.exchange(), .int(3)], as: writer)
    #expect(answer == .ended)
    kernel.preemptionHandler = nil
    #expect(openPipe(in: &kernel, as: other) == .value(0))
    return kernel
  }

  private static func openPipe(in kernel: inout Kernel, as process: ProcessID) -> CallOutcome {
    kernel.call(.pipe2, [Kernel.exchange(), .int(0)], as: process)
  }

  @Test func `A broken promise is reported once, among the contradictions as well, and the kernel goes on`() throws {
    let kernel = try Self.boot(checksPromises: true)
    #expect(kernel.brokenPromises == ["pipe 0 is given out, but somebody uses it"])
    #expect(kernel.contradictions == kernel.brokenPromises)
    #expect(kernel.processIDs.count == 1)
  }

  @Test func `Returning to a snapshot forgets no broken promise`() throws {
    var kernel = try Self.boot(checksPromises: true)
    let snapshot = kernel.snapshot()
    kernel.restore(snapshot)
    #expect(kernel.brokenPromises.count == 1)
  }

  @Test func `Nothing is looked at unless the settings ask for it`() throws {
    let kernel = try Self.boot(checksPromises: false)
    #expect(kernel.brokenPromises == [])
  }
}
