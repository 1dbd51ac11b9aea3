import Architecture
import Emulator
import ForkKernel
import Testing

/// What others may do, and find, while the kernel is at work for a process.
@Suite struct PreemptionTests {
  /// Pages of data; with them the image spans three leaves of the page table.
  static let pages: Int64 = 1100

  static let image: Image = {
    var image = Image(
      regionSizeLog2: 23,
      segments: [
        .init(.text, pages: 1, filler: 0x13), .init(.globalOffsetTable, pages: 1), .init(.data, pages: Int(pages)),
      ])
    image.registers[18] = Pointer(target: 0x2000, length: UInt64(pages) * 4096, permissions: .readWrite)
    image.pointers[0x1000] = Pointer(target: 0x2000, length: 4096, permissions: .readWrite)
    return image
  }()

  static func boot(_ strategy: ForkStrategy) throws -> Kernel {
    try Kernel(checking: KernelConfiguration(frames: 4096, regions: 4, strategy: strategy, harts: 2))
  }

  static func encoded(_ instruction: Instruction) throws -> UInt32 { try instruction.encoded(in: .capability) }

  /// A thread that stores 1, 2, 3 … to places all over the image, one at each preemption point if it can; a store
  /// that has to wait for the kernel is tried again at the next.
  struct Writer {
    let process: ProcessID
    let thread: Int32
    let store: UInt32
    var count = 0
    var refusals = 0

    /// The page of a store: near the start, the middle and the end in turn.
    static func page(of store: Int) -> Int64 { [0, 300, 600, 900, 1099, 1, 700][store % 7] }

    mutating func act(_ kernel: inout Kernel) {
      let next = count + 1
      let base = kernel.readRegister(18, of: process)
      kernel.writeRegister(
        6, base.adding(UInt64(Self.page(of: next) * 4096)), of: process, thread: thread)
      kernel.writeRegister(5, MachineCapability(integer: UInt64(next)), of: process, thread: thread)
      if kernel.interleave(store, as: process, thread: thread) { count = next } else { refusals += 1 }
    }
  }

  /// Forks while a second thread stores; answers the writer, and what the child finds in each page.
  static func fork(_ strategy: ForkStrategy, hasPredecessors: Bool) throws -> (writer: Writer, found: [Int64: Int]) {
    var kernel = try boot(strategy)
    let parent = try kernel.start(image)
    if hasPredecessors {
      // Leaves that are shared already, and a relative that ends.
      kernel.exit(try kernel.fork(parent, strategy: .copyOnPointerAccess), .exited(0))
    }
    let thread = kernel.addThread(likeFirstOf: parent)
    var writer = Writer(
      process: parent, thread: thread, store: try encoded(Instruction(.sd, rs1: 6, rs2: 5, immediate: 0)))
    // The pages are in the second hart's translation lookaside buffer, as far as they are the parent's own.
    for _ in 0..<7 { writer.act(&kernel) }
    kernel.preemptionHandler = { _, kernel in writer.act(&kernel) }
    let child = try kernel.fork(parent)
    kernel.preemptionHandler = nil
    var found: [Int64: Int] = [:]
    for page in Set((0..<7).map { Writer.page(of: $0) }) {
      kernel.writeRegister(6, kernel.readRegister(18, of: child).adding(UInt64(page * 4096)), of: child)
      #expect(kernel.execute(try encoded(Instruction(.ld, rd: 7, rs1: 6, immediate: 0)), as: child) == nil)
      found[page] = Int(kernel.readRegister(7, of: child).address)
    }
    return (writer, found)
  }

  /// What is in each page after so many stores.
  static func contents(after count: Int) -> [Int64: Int] {
    var contents = Dictionary(uniqueKeysWithValues: Set((0..<7).map { Writer.page(of: $0) }).map { ($0, 0) })
    for store in 0...count where store > 0 { contents[Writer.page(of: store)] = store }
    return contents
  }

  @Test(arguments: ForkStrategy.allCases, [false, true])
  func `A fork is one moment, whatever another thread does meanwhile`(
    strategy: ForkStrategy, hasPredecessors: Bool
  ) throws {
    let (writer, found) = try Self.fork(strategy, hasPredecessors: hasPredecessors)
    #expect(writer.refusals > 0)
    #expect((0...writer.count).contains { Self.contents(after: $0) == found })
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A fork ends reservations`(strategy: ForkStrategy) throws {
    #expect(try Self.storeConditionalFails(afterFork: strategy))
  }

  /// Whether a store-conditional fails after a fork that comes between it and its load-reserved.
  static func storeConditionalFails(afterFork strategy: ForkStrategy) throws -> Bool {
    var kernel = try Self.boot(strategy)
    let parent = try kernel.start(Self.image)
    let reserve = try Self.encoded(Instruction(.lrD, rd: 7, rs1: 18))
    let store = try Self.encoded(Instruction(.scD, rd: 8, rs1: 18, rs2: 7))
    #expect(kernel.execute(store, as: parent) == nil)
    #expect(kernel.readRegister(8, of: parent).address == 1)
    #expect(kernel.execute(reserve, as: parent) == nil)
    _ = try kernel.fork(parent)
    #expect(kernel.execute(store, as: parent) == nil)
    return kernel.readRegister(8, of: parent).address == 1
  }

  @Test(arguments: [ForkStrategy.copyOnAccess, .copyOnPointerAccess], [Operation.sb, .lc])
  func `Nobody sees a page while a fault on it is served`(strategy: ForkStrategy, operation: Operation) throws {
    var kernel = try Self.boot(strategy)
    let parent = try kernel.start(Self.image)
    #expect(kernel.execute(try Self.encoded(Instruction(.sc, rs1: 18, rs2: 18)), as: parent) == nil)
    let child = try kernel.fork(parent)
    let thread = kernel.addThread(likeFirstOf: child)
    let look = try Self.encoded(Instruction(.lbu, rd: 7, rs1: 18))
    var (seen, unseen): ([PreemptionPoint], [PreemptionPoint]) = ([], [])
    kernel.preemptionHandler = { point, kernel in
      if kernel.interleave(look, as: child, thread: thread) { seen.append(point) } else { unseen.append(point) }
    }
    let instruction =
      operation == .sb ? Instruction(.sb, rs1: 18, rs2: 5, immediate: 64) : Instruction(.lc, rd: 7, rs1: 18)
    #expect(kernel.execute(try Self.encoded(instruction), as: child) == nil)
    #expect(unseen == [.pageRemapped, .pageCopied, .pageRelocated])
    #expect(seen == [.pageServed])
  }

  @Test func `Every preemption point of forks and faults is reached`() throws {
    var reached: Set<PreemptionPoint> = []
    for strategy in ForkStrategy.allCases {
      var kernel = try Self.boot(strategy)
      let parent = try kernel.start(Self.image)
      kernel.preemptionHandler = { point, _ in reached.insert(point) }
      let child = try kernel.fork(parent)
      let load = try Self.encoded(Instruction(.ld, rd: 7, rs1: 18, immediate: 0))
      let store = try Self.encoded(Instruction(.sc, rs1: 18, rs2: 18, immediate: 0))
      for process in [parent, child] {
        #expect(kernel.execute(store, as: process) == nil)
        #expect(kernel.execute(load, as: process) == nil)
      }
      let arguments = [0, 4096, 3, 0x1002].map { MachineCapability(integer: $0) }
      _ = kernel.call(.mmap, arguments, as: child)
      _ = kernel.call(.write, [.init(integer: 1), kernel.readRegister(18, of: child), .init(integer: 8)], as: child)
    }
    #expect(reached == Set(PreemptionPoint.allCases))
  }
}
