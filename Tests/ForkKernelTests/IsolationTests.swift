import Architecture
import Emulator
import ForkKernel
import Testing

/// What each level of isolation protects from, and what the lower ones do not.
@Suite struct IsolationTests {
  static func caller(_ isolation: IsolationLevel) throws -> Caller {
    try Caller(KernelConfiguration(frames: 256, harts: 2, isolation: isolation))
  }

  @Test(arguments: IsolationLevel.allCases)
  func `Capabilities reach beyond the region only without isolation`(isolation: IsolationLevel) throws {
    var caller = try Self.caller(isolation)
    let process = caller.first
    let region = caller.kernel.region(of: process)
    let arguments = [0, 4096, 3, 0x1002].map { MachineCapability(integer: $0) }
    guard case .capability(let mapped) = caller.kernel.call(.mmap, arguments, as: process) else {
      Issue.record("mmap failed")
      return
    }
    for capability in [caller.pointer(), mapped] {
      let isInside = capability.bounds.base >= region.base && capability.bounds.top <= UInt128(region.base) + 1 << 16
      #expect(isInside == (isolation != .none))
      #expect(capability.permits(1 << UInt64(Permission.accessSystemRegisters.rawValue)) == false)
    }
  }

  @Test(arguments: IsolationLevel.allCases)
  func `A process reaches another one only without isolation`(isolation: IsolationLevel) throws {
    var caller = try Self.caller(isolation)
    let (one, other) = (caller.first, try caller.kernel.start(Caller.image))
    let target = caller.pointer(of: other).address
    caller.kernel.writeRegister(6, caller.pointer().withAddress(target), of: one)
    caller.kernel.writeRegister(7, .int(7), of: one)
    let trap = caller.kernel.execute(try Instruction(.sb, rs1: 6, rs2: 7).encoded(in: .capability), as: one)
    #expect(trap?.cause == (isolation == .none ? nil : .capabilityException))
    #expect(try caller.load(1, at: 0, of: other) == [isolation == .none ? 7 : 0])
  }

  @Test(arguments: IsolationLevel.allCases)
  func `The kernel takes integers for pointers only without isolation`(isolation: IsolationLevel) throws {
    var caller = try Self.caller(isolation)
    let address = MachineCapability(integer: caller.pointer(512).address)
    #expect(
      caller.call(.write, .int(1), address, .int(3)) == (isolation == .none ? .value(3) : .failed(.badAddress)))
  }

  @Test(arguments: IsolationLevel.allCases)
  func `What was checked is what is used only at the adversarial level`(isolation: IsolationLevel) throws {
    var caller = try Self.caller(isolation)
    #expect(try caller.exchangesBufferAfterCheck() == (isolation != .adversarial))
  }

  @Test(arguments: IsolationLevel.allCases, ForkStrategy.allCases)
  func `A child works on its own copy at every level`(isolation: IsolationLevel, strategy: ForkStrategy) throws {
    var caller = try Self.caller(isolation)
    try caller.store([1], at: 0)
    try caller.store(caller.pointer(8), at: 16)
    let child = try caller.kernel.fork(caller.first, strategy: strategy)
    try caller.store([2], at: 0, of: child)
    #expect(try caller.load(1, at: 0) == [1])
    caller.kernel.writeRegister(6, caller.pointer(16, of: child), of: child)
    #expect(
      caller.kernel.execute(try Instruction(.lc, rd: 7, rs1: 6).encoded(in: .capability), as: child) == nil)
    #expect(caller.kernel.readRegister(7, of: child).address == caller.pointer(8, of: child).address)
    #expect(caller.kernel.readRegister(7, of: child).tag)
    #expect(caller.kernel.contradictions == [])
  }
}
