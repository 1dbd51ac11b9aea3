import Architecture
import Emulator
import ForkKernel
import Testing

/// Mistakes about what processes pass by reference, files and signals, each in a scene in which it does harm.
@Suite struct CallMistakeTests {
  /// A mistake, and whether it has done harm to those who act in a scene.
  struct Scene: Sendable, CustomTestStringConvertible {
    /// The name of the mutant that makes it.
    let mutant: String
    let harms: @Sendable (inout Caller) throws -> Bool

    var testDescription: String { mutant }
  }

  static let scenes: [Scene] = [
    Scene(mutant: "pipe-copies-tags") { caller in
      let (reader, writer) = try caller.pipe()
      try caller.store(caller.pointer(), at: 1024)
      #expect(caller.call(.write, .int(writer), caller.pointer(1024), .int(16)) == .value(16))
      #expect(caller.call(.read, .int(reader), caller.pointer(2048), .int(16)) == .value(16))
      return try caller.loadCapability(at: 2048).tag
    },
    Scene(mutant: "file-offset-per-process") { caller in
      try caller.store(Array("f".utf8) + [0], at: 256)
      #expect(caller.call(.open, caller.pointer(256), .int(0x202)) == .value(3))
      let child = try caller.kernel.fork(caller.first)
      #expect(caller.call(.lseek, .int(3), .int(5), .int(0), as: child) == .value(5))
      return caller.call(.lseek, .int(3), .int(0), .int(1)) != .value(5)
    },
    Scene(mutant: "pending-signals-inherited") { caller in
      caller.kernel.setMask(SignalSet(.user1), of: caller.first)
      caller.kernel.send(.user1, to: caller.first)
      let child = try caller.kernel.fork(caller.first)
      return !caller.kernel.pendingSignals(of: child).isEmpty
    },
    Scene(mutant: "signal-handler-not-relocated") { caller in
      try caller.store(caller.pointer(register: 1), at: 512)
      let number = Int64(SignalNumber.user1.rawValue)
      #expect(caller.call(.sigaction, .int(number), caller.pointer(512), .null) == .value(0))
      let child = try caller.kernel.fork(caller.first)
      let handler = caller.kernel.registers(of: child)["handler of user1"]
      let region = caller.kernel.region(of: child)
      return try #require(handler).address &- region.base >= 1 << UInt64(region.sizeLog2)
    },
    Scene(mutant: "sigreturn-trusts-frame") { caller in
      // A frame in which the program counter is a capability, and what belongs into s1 only looks like one.
      try caller.store(caller.pointer(register: 1), at: 1024 + 496)
      try caller.store(caller.pointer(), at: 1024 + 128)
      try caller.store([0], at: 1024 + 128)
      caller.kernel.writeRegister(2, caller.pointer(1024), of: caller.first)
      _ = caller.call(.sigreturn)
      return caller.kernel.readRegister(9, of: caller.first).tag
    },
    Scene(mutant: "copyin-bypasses-load-barrier") { caller in
      let (reader, writer) = try caller.pipe()
      try caller.storeVector([(caller.pointer(2048), 3)], at: 1024)
      try caller.store(Array("old".utf8), at: 2048)
      let child = try caller.kernel.fork(caller.first, strategy: .copyOnPointerAccess)
      try caller.store(Array("new".utf8), at: 2048)
      _ = caller.call(.writev, .int(writer), caller.pointer(1024, of: child), .int(1), as: child)
      #expect(caller.call(.read, .int(reader), caller.pointer(512), .int(3)) == .value(3))
      return try caller.load(3, at: 512) != Array("old".utf8)
    },
    Scene(mutant: "argument-size-unchecked") { caller in
      let (_, writer) = try caller.pipe()
      let four = caller.pointer(512).withBounds(length: 4).capability
      return caller.call(.write, .int(writer), four, .int(8)) != .failed(.badAddress)
    },
    Scene(mutant: "copyout-bypasses-unshare") { caller in
      let (reader, writer) = try caller.pipe()
      try caller.store(Array("hello".utf8), at: 512)
      #expect(caller.call(.write, .int(writer), caller.pointer(512), .int(5)) == .value(5))
      let child = try caller.kernel.fork(caller.first, strategy: .copyOnPointerAccess)
      #expect(caller.call(.read, .int(reader), caller.pointer(600, of: child), .int(5), as: child) == .value(5))
      return try caller.load(5, at: 600) != [0, 0, 0, 0, 0]
    },
    Scene(mutant: "copyout-writes-inputs") { caller in
      let (_, writer) = try caller.pipe()
      try caller.store(caller.pointer(), at: 1024)
      #expect(caller.call(.write, .int(writer), caller.pointer(1024), .int(16)) == .value(16))
      return try !caller.loadCapability(at: 1024).tag
    },
    Scene(mutant: "copyout-full-length") { caller in
      let (reader, writer) = try caller.pipe()
      #expect(caller.call(.write, .int(writer), caller.pointer(512), .int(2)) == .value(2))
      #expect(caller.call(.read, .int(reader), caller.pointer(600), .int(8)) == .value(2))
      return try caller.load(8, at: 600) != [0, 0, 0, 0, 0, 0, 0, 0]
    },
    Scene(mutant: "vector-io-first-only") { caller in
      let (_, writer) = try caller.pipe()
      try caller.storeVector([(caller.pointer(2048), 3), (caller.pointer(3072), 4)], at: 1024)
      return caller.call(.writev, .int(writer), caller.pointer(1024), .int(2)) != .value(7)
    },
    Scene(mutant: "copyin-reads-twice") { try $0.exchangesBufferAfterCheck() },
  ]

  @Test(arguments: scenes)
  func `The kernel does no harm where a mistake would`(scene: Scene) throws {
    var correct = try Caller(KernelConfiguration(frames: 256, harts: 2))
    #expect(try scene.harms(&correct) == false)
    #expect(correct.kernel.contradictions == [])
  }
}

extension Caller {
  /// Reads a capability of the first process's data.
  mutating func loadCapability(at offset: UInt64) throws -> MachineCapability {
    kernel.writeRegister(6, pointer(offset), of: first)
    #expect(kernel.execute(try Instruction(.lc, rd: 7, rs1: 6).encoded(in: .capability), as: first) == nil)
    return kernel.readRegister(7, of: first)
  }

  /// Stores an array of `struct iovec` into the first process's data.
  mutating func storeVector(_ buffers: [(pointer: MachineCapability, count: UInt8)], at offset: UInt64) throws {
    for (index, buffer) in buffers.enumerated() {
      try store(buffer.pointer, at: offset + 32 * UInt64(index))
      try store([buffer.count], at: offset + 32 * UInt64(index) + 16)
    }
  }

  /// Reads from a pipe into a buffer that an array names, while another thread lets the array name a place that nobody
  /// may write to, once the buffer has been checked.
  ///
  /// - Returns: whether the kernel has written there.
  mutating func exchangesBufferAfterCheck() throws -> Bool {
    let (reader, writer) = try pipe()
    try store(Array("abc".utf8), at: 512)
    #expect(call(.write, .int(writer), pointer(512), .int(3)) == .value(3))
    try storeVector([(pointer(2048), 3)], at: 1024)
    let process = first
    let thread = kernel.addThread(likeFirstOf: process)
    kernel.writeRegister(6, pointer(1024), of: process, thread: thread)
    let target = MachineCapability(integer: pointer(16, register: 19).address)
    kernel.writeRegister(7, target, of: process, thread: thread)
    let store = try Instruction(.sd, rs1: 6, rs2: 7).encoded(in: .capability)
    var exchanges = 0
    kernel.preemptionHandler = { point, kernel in
      if point == .argumentsChecked, kernel.interleave(store, as: process, thread: thread) { exchanges += 1 }
    }
    let arguments: [MachineCapability] = [.int(reader), pointer(1024), .int(1)]
    let outcome = kernel.call(.readv, arguments, as: process)
    kernel.preemptionHandler = nil
    #expect(outcome == .value(3))
    #expect(exchanges > 0)
    kernel.writeRegister(6, pointer(16, register: 19), of: process)
    #expect(kernel.execute(try Instruction(.lbu, rd: 7, rs1: 6).encoded(in: .capability), as: process) == nil)
    return kernel.readRegister(7, of: process).address == UInt64(UInt8(ascii: "a"))
  }
}
