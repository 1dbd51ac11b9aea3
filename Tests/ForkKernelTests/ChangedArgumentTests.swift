import Architecture
import Emulator
import ForkKernel
import Testing

/// What another thread changes while the kernel looks at a call's arguments.
@Suite struct ChangedArgumentTests {
  /// Lets a process write a vector of 8 bytes of its own to a pipe. Once the kernel has checked it, a second thread
  /// puts another process's address into it. Answers what came through the pipe: the process's bytes are 1, the other's
  /// 2.
  static func bytesWritten(_ isolation: IsolationLevel) throws -> [UInt8] {
    var caller = try Caller(KernelConfiguration(frames: 256, harts: 2, isolation: isolation))
    let victim = try caller.kernel.start(Caller.image)
    try caller.store([UInt8](repeating: 2, count: 8), at: 512, of: victim)
    try caller.store([UInt8](repeating: 1, count: 8), at: 512)
    let (reader, writer) = try caller.pipe()
    try caller.store(caller.pointer(512), at: 1024)
    try caller.store([8, 0, 0, 0, 0, 0, 0, 0], at: 1040)
    let (vector, address) = (caller.pointer(1024), caller.pointer(512, of: victim).address)
    let process = caller.first
    let thread = caller.kernel.addThread(likeFirstOf: process)
    let store = try Instruction(.sd, rs1: 6, rs2: 7).encoded(in: .capability)
    caller.kernel.preemptionHandler = { point, kernel in
      guard point == .argumentsChecked else { return }
      kernel.writeRegister(6, vector, of: process, thread: thread)
      kernel.writeRegister(7, MachineCapability(integer: address), of: process, thread: thread)
      _ = kernel.interleave(store, as: process, thread: thread)
    }
    let answer = caller.kernel.call(.writev, [.int(writer), vector, .int(1)], as: process)
    caller.kernel.preemptionHandler = nil
    guard answer == .value(8) else { return [] }
    #expect(caller.kernel.call(.read, [.int(reader), caller.pointer(2048), .int(8)], as: process) == .value(8))
    return try caller.load(8, at: 2048)
  }

  @Test func `At the adversarial level what was checked is what is used`() throws {
    let bytes = try Self.bytesWritten(.adversarial)
    // The call fails if the change comes before the vector is copied, and has its own bytes if it comes after.
    #expect(bytes.isEmpty || bytes == [UInt8](repeating: 1, count: 8))
  }

  @Test func `Below it the kernel can be made a confused deputy`() throws {
    #expect(try Self.bytesWritten(.faultIsolation) == [UInt8](repeating: 2, count: 8))
  }

  @Test func `A vector that becomes shorter while its call waits ends the call`() throws {
    var caller = try Caller(KernelConfiguration(frames: 256))
    let (reader, writer) = try caller.pipe()
    let child = try caller.kernel.fork(caller.first)
    let thread = caller.kernel.addThread(likeFirstOf: caller.first)
    try caller.store(caller.pointer(0), at: 1024)
    try caller.store([0, 0x40, 0, 0, 0, 0, 0, 0], at: 1040)
    #expect(caller.call(.write, .int(writer), caller.pointer(), .int(8192)) == .value(8192))
    #expect(caller.call(.writev, .int(writer), caller.pointer(1024), .int(1)) == .waits)
    // 8192 of 16384 bytes have gone in.
    caller.kernel.writeRegister(6, caller.pointer(1040), of: caller.first, thread: thread)
    caller.kernel.writeRegister(7, .int(1), of: caller.first, thread: thread)
    let store = try Instruction(.sd, rs1: 6, rs2: 7).encoded(in: .capability)
    #expect(caller.kernel.execute(store, as: caller.first, thread: thread) == nil)
    #expect(caller.call(.read, .int(reader), caller.pointer(of: child), .int(100), as: child) == .value(100))
    #expect(caller.answer() == .value(8192))
  }
}
