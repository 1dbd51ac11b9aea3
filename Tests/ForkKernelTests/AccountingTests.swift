import Architecture
import Emulator
import ForkKernel
import Testing

/// Whatever processes do, when all have ended everything is as it was.
@Suite struct AccountingTests {
  /// One random call of a random thread of a random process.
  private static func step(_ kernel: inout Kernel, _ random: inout some RandomNumberGenerator) {
    let running = kernel.processIDs.filter { kernel.exitStatus(of: $0) == nil && !kernel.isSuspended($0) }
    guard let process = running.randomElement(using: &random),
      let thread = kernel.threadIdentifiers(of: process).randomElement(using: &random)
    else { return }
    kernel.strategy = ForkStrategy.allCases.randomElement(using: &random) ?? .copy
    let data = kernel.readRegister(18, of: process, thread: thread)
    let mapped = kernel.readRegister(21, of: process, thread: thread)
    func int(_ range: Range<UInt64>) -> MachineCapability { .init(integer: UInt64.random(in: range, using: &random)) }
    let (call, arguments): (SystemCall, [MachineCapability]) =
      switch Int.random(in: 0..<24, using: &random) {
      case 0...4: (.fork, [])
      case 5...6: (.vfork, [])
      case 7: (.exit, [int(0..<256)])
      case 8...9: (.wait4, [.init(integer: .max), .null, .init(integer: 1)])
      case 10...11: (.pipe2, [data, .null])
      case 12: (.dup2, [int(0..<8), int(0..<8)])
      case 13: (.close, [int(0..<8)])
      case 14: (.write, [int(0..<8), data, int(0..<9000)])
      case 15: (.read, [int(0..<8), data, int(0..<9000)])
      case 16...17: (.mmap, [.null, int(1..<9000), int(0..<4), int(0x1001..<0x1003)])
      case 18: (.munmap, [mapped, int(1..<9000)])
      case 19: (.mprotect, [mapped, int(1..<9000), int(0..<8)])
      case 20: (.break, [int(0..<20000)])
      case 21...22: (.threadNew, [kernel.readProgramCounter(of: process, thread: thread), .null, .null])
      default: (.threadExit, [])
      }
    if case .capability(let pointer) = kernel.call(call, arguments, as: process, thread: thread) {
      kernel.writeRegister(21, pointer, of: process, thread: thread)
    }
    guard let store = try? Instruction(.sd, rs1: 21, rs2: 5).encoded(in: .capability) else { return }
    if Int.random(in: 0..<3, using: &random) == 0 { _ = kernel.execute(store, as: process, thread: thread) }
  }

  @Test(arguments: UInt64(0)..<60)
  func `Frames, regions and open files come back when all have ended`(seed: UInt64) throws {
    var random = Generator(state: seed)
    var kernel = try Kernel(checking: KernelConfiguration(frames: 200, regions: 7, files: 24))
    for _ in 0..<3 {
      _ = try kernel.start(Caller.image)
      for _ in 0..<200 {
        Self.step(&kernel, &random)
        let found = kernel.contradictions
        #expect(found == [])
        if !found.isEmpty { return }
      }
      Self.endAll(&kernel)
    }
  }

  /// Ends all processes, after which nothing may be in use.
  static func endAll(_ kernel: inout Kernel) {
    while let process = kernel.processIDs.first(where: { kernel.exitStatus(of: $0) == nil }) {
      kernel.exit(process, .exited(0))
    }
    #expect(kernel.processIDs.isEmpty)
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.reservedFrames == 0)
    #expect(kernel.openFileCount == 0)
    #expect(kernel.regionsInUse == 0)
  }
}
