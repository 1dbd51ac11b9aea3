import Architecture
import Emulator
import ForkKernel
import Testing

/// Families by vfork: who lives in whose memory, and for how long.
@Suite struct VforkTests {
  private static func boot() throws -> Kernel { try Kernel(checking: KernelConfiguration(frames: 64, regions: 5)) }

  /// Lets a thread of a process call vfork; answers the child.
  private static func vfork(
    _ kernel: inout Kernel, _ process: ProcessID, thread: Int32? = nil
  ) throws -> ProcessID {
    guard case .value(let pid) = kernel.call(.vfork, as: process, thread: thread) else {
      throw KernelError.tooManyProcesses
    }
    return try #require(kernel.processIDs.first { kernel.pid(of: $0) == Int32(truncatingIfNeeded: pid) })
  }

  private static func map(_ kernel: inout Kernel, pages: UInt64, as process: ProcessID) -> CallOutcome {
    let arguments = [0, pages * 4096, 3, 0x1002].map { MachineCapability(integer: $0) }
    return kernel.call(.mmap, arguments, as: process)
  }

  @Test func `A vfork child lives in its parent's memory, which waits for its end`() throws {
    var kernel = try Self.boot()
    let parent = try kernel.start(ConsistencyTests.image)
    let child = try Self.vfork(&kernel, parent)
    #expect(kernel.isSuspended(parent) == true)
    #expect(kernel.call(.getpid, as: parent) == .ended)
    #expect(kernel.mappings(of: child) == kernel.mappings(of: parent))
    #expect(kernel.contradictions == [])
    #expect(kernel.call(.exit, as: child) == .ended)
    #expect(kernel.isSuspended(parent) == false)
    #expect(kernel.call(.getpid, as: parent) == .value(UInt64(kernel.pid(of: parent))))
    #expect(kernel.contradictions == [])
  }

  @Test(arguments: [SystemCall.fork, .vfork])
  func `A child that cannot return to its program ends, and its parent goes on`(call: SystemCall) throws {
    var kernel = try Self.boot()
    let parent = try kernel.start(ConsistencyTests.image)
    kernel.writeRegister(1, .null, of: parent)
    kernel.enter(call, as: parent)
    // The parent cannot return either.
    #expect(kernel.run(budget: 100) == .finished)
    #expect(kernel.processIDs.isEmpty)
    #expect(kernel.openFileCount == 0)
    #expect(kernel.reservedFrames == 0)
  }

  @Test func `What a vfork child maps is mapped in its parent and charged once`() throws {
    var kernel = try Self.boot()
    let parent = try kernel.start(ConsistencyTests.image)
    let reserved = kernel.reservedFrames
    let child = try Self.vfork(&kernel, parent)
    guard case .capability = Self.map(&kernel, pages: 2, as: child) else {
      Issue.record("mmap failed")
      return
    }
    #expect(kernel.reservedFrames == reserved + 2)
    #expect(kernel.mappings(of: child) == kernel.mappings(of: parent))
    kernel.exit(child, .exited(0))
    #expect(kernel.reservedFrames == reserved + 2)
    let grandchild = try kernel.fork(parent)
    #expect(kernel.mappings(of: grandchild).count == kernel.mappings(of: parent).count)
    #expect(kernel.contradictions == [])
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `Nested vforkChildren may end in any order`(order: [Int]) throws {
    var kernel = try Self.boot()
    let first = try kernel.start(ConsistencyTests.image)
    let second = try Self.vfork(&kernel, first)
    let third = try Self.vfork(&kernel, second)
    try end([first, second, third], order, &kernel)
  }

  @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
  func `Two vforkChildren of one vforkParent may end in any order`(order: [Int]) throws {
    var kernel = try Self.boot()
    let vforkParent = try kernel.start(ConsistencyTests.image)
    let thread = kernel.addThread(likeFirstOf: vforkParent)
    let one = try Self.vfork(&kernel, vforkParent)
    let other = try Self.vfork(&kernel, vforkParent, thread: thread)
    try end([vforkParent, one, other], order, &kernel)
  }

  /// Ends processes in an order; those that are left have to keep their memory, and nothing may be lost.
  private func end(_ family: [ProcessID], _ order: [Int], _ kernel: inout Kernel) throws {
    let load = try Instruction(.ld, rd: 7, rs1: 18, immediate: 0x800 - 16).encoded(in: .capability)
    for (index, number) in order.enumerated() {
      kernel.exit(family[number], .exited(0))
      #expect(kernel.contradictions == [])
      for left in order[(index + 1)...] where !kernel.isSuspended(family[left]) {
        #expect(kernel.execute(load, as: family[left]) == nil)
      }
    }
    #expect(kernel.processIDs.isEmpty)
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.reservedFrames == 0)
    #expect(kernel.openFileCount == 0)
  }
}
