import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

/// What the frames of handlers hold.
@Suite struct SignalFrameTests {
  /// A signal may come when a program has jumped to a sealed entry, which unseals it, and the kernel has not begun yet.
  /// Found by hostile calls: the frame then held the entry unsealed.
  @Test func `A frame holds no entry of the kernel that is not sealed, whenever the signal comes`() throws {
    var program = Assembler()
    let runtime = Runtime(&program)
    let cell = program.zeroed(bytes: 16)
    SignalHandlerTests.handle([.user1, .user2], cell: cell, in: &program)
    program.load(.s4, 100)
    program.whileTrue(.isNotZero(.s4)) { program in
      program.systemCall(.getppid)
      program.add(.s4, .s4, -1)
    }
    runtime.print("all calls have returned\n", in: &program)
    runtime.exit(0, in: &program)
    runtime.define(in: &program)
    var kernel = try Kernel(checking: KernelConfiguration(frames: 256))
    let process = try kernel.start(program.image(regionSizeLog2: 20))
    let pid = MachineCapability(integer: UInt64(kernel.pid(of: process)))
    let (entries, region) = (Set(kernel.kernelEntries), kernel.region(of: process))
    var frames = 0
    for step in 0..<50_000 where kernel.processIDs.contains(process) {
      _ = kernel.run(budget: 1)
      guard step > 100, step % 31 == 0, kernel.canAct(process) else { continue }
      let signal: SignalNumber = step % 2 == 0 ? .user1 : .user2
      _ = kernel.call(.kill, [pid, MachineCapability(integer: UInt64(signal.rawValue))], as: process)
      for frame in kernel.framesInUse {
        for (_, capability) in kernel.taggedGranules(of: frame.number) where !entries.contains(capability) {
          frames += 1
          #expect(capability.bounds.base >= region.base, "at step \(step): \(capability)")
        }
      }
    }
    #expect(frames > 0)
    #expect(String(decoding: kernel.console, as: UTF8.self) == "all calls have returned\n")
  }
}
