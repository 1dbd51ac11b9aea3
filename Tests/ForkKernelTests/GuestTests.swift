import Architecture
import Emulator
import ForkKernel
import Guests
import Testing

@Suite struct GuestTests {
  static func output(_ guest: Guest, _ configuration: KernelConfiguration) throws -> String {
    var kernel = try Kernel(configuration)
    _ = try kernel.start(guest.image())
    #expect(kernel.run(budget: 10_000_000) == .finished)
    #expect(kernel.processIDs.isEmpty)
    #expect(kernel.framesInUse.isEmpty)
    #expect(kernel.promisedFrames == 0)
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
}
