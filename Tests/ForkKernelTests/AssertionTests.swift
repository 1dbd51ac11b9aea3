import Architecture
import ForkKernel
import Testing

/// That what the kernel's parts assert is looked at, and that a failure is reported and ends nothing.
@Suite struct AssertionTests {
  /// A kernel with two processes, the first of which has opened a pipe.
  private static func boot(checksAssertions: Bool) throws -> Kernel {
    var kernel = try Kernel(KernelConfiguration(frames: 256, checksAssertions: checksAssertions))
    let writer = try kernel.start(Caller.image)
    _ = try kernel.start(Caller.image)
    #expect(openPipe(in: &kernel, as: writer) == .value(0))
    #expect(kernel.failedAssertions == [])
    return kernel
  }

  /// A process writes to its pipe; in the middle of it a host ends the process, which it must not: the kernel holds its
  /// one lock at a preemption point. The bytes then lie in a pipe that no process has open, and the next pipe is not
  /// empty.
  private static func disturb(_ kernel: inout Kernel) {
    let (writer, other) = (kernel.processIDs[0], kernel.processIDs[1])
    kernel.preemptionHandler = { point, kernel in
      if point == .pieceTransferred { kernel.exit(writer, .exited(0)) }
    }
    let end = kernel.exchanged(8)[4]
    let answer = kernel.call(
      .write, [.int(Int64(end)), Kernel.exchange(), .int(3)], as: writer)
    #expect(answer == .ended)
    kernel.preemptionHandler = nil
    #expect(openPipe(in: &kernel, as: other) == .value(0))
  }

  private static func openPipe(in kernel: inout Kernel, as process: ProcessID) -> CallOutcome {
    kernel.call(.pipe2, [Kernel.exchange(), .int(0)], as: process)
  }

  @Test func `A failed assertion is reported once, among the contradictions as well, and the kernel goes on`() throws {
    var kernel = try Self.boot(checksAssertions: true)
    Self.disturb(&kernel)
    #expect(kernel.failedAssertions == ["pipe 0 is given out, but it is in use already"])
    #expect(kernel.contradictions == kernel.failedAssertions)
    #expect(kernel.processIDs.count == 1)
  }

  @Test func `Returning to a snapshot forgets no failed assertion`() throws {
    var kernel = try Self.boot(checksAssertions: true)
    let snapshot = kernel.snapshot()
    Self.disturb(&kernel)
    kernel.restore(snapshot)
    #expect(kernel.processIDs.count == 2)
    #expect(kernel.failedAssertions.count == 1)
  }

  @Test func `Nothing is looked at unless the settings ask for it`() throws {
    var kernel = try Self.boot(checksAssertions: false)
    Self.disturb(&kernel)
    #expect(kernel.failedAssertions == [])
  }
}
