import Architecture
import Emulator
import ForkKernel
import Testing

/// What a trace tells.
@Suite struct TraceTests {
  @Test func `A trace tells each instruction, up to the end of a page and behind it`() throws {
    var image = Caller.image
    let words = (0..<2048).map { UInt32($0) << 20 | 0x13 }  // addi x0, x0, n
    image.segments[0] = .init(
      .text, pages: 2, contents: words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
    image.entryOffset = 0xFF4
    var kernel = try Kernel(checking: KernelConfiguration(frames: 64))
    let process = try kernel.start(image)
    var told: [TraceEvent] = []
    kernel.traceHandler = { told.append($0) }
    _ = kernel.run(budget: 6)
    let pid = kernel.pid(of: process)
    #expect(
      told.filter { if case .instruction = $0 { true } else { false } }
        == (1021..<1027).map { .instruction(pid: pid, offset: UInt64(4 * $0), word: words[$0]) })
  }
}
