import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What mmap, munmap, mprotect and break do, by examples.
struct MemoryCallTests {
  /// One frame for the text, four for the rest of the image: table, data and two pages of heap, which start at 0x3000.
  private static func space(frames: Int = 64, strategy: ForkStrategy = .copyOnPointerAccess) -> AddressSpace {
    AddressSpace(ForkTests.world(strategy, frames: frames))
  }

  private let child = ProcessName(1)

  private static func map(
    _ pages: UInt16, _ protection: Options<PageProtection> = [.read, .write], isShared: Bool = false,
    into register: PointerRegister = 2
  ) -> ForkAction {
    .map(into: register, pages: pages, protection: protection, isShared: isShared)
  }

  private static func protect(_ pages: UInt16, _ protection: Options<PageProtection>) -> ForkAction {
    .protect(through: 2, pages: pages, protection: protection)
  }

  private func pointer(_ register: PointerRegister, in space: inout AddressSpace) throws -> Capability {
    guard let pointer = space.perform(.inspect(register), by: .first).capability else { throw NotThere() }
    return pointer
  }

  private struct NotThere: Error {}

  @Test func `mmap gives a pointer to just the pages, with the permissions of their protection`() throws {
    var space = Self.space()
    let base = try #require(space.processes[.first]?.region.base)
    // The image has five pages, so the first gap is behind them.
    #expect(space.perform(Self.map(3), by: .first) == .mapped(address: UInt64(truncatingIfNeeded: base) + 0x5000))
    let writable = try pointer(2, in: &space)
    #expect(writable.tag && writable.base == base + 0x5000 && writable.top == base + 0x8000)
    #expect(
      writable.permissions == [.global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability])
    #expect(
      space.perform(Self.map(1, [.read, .execute], into: 3), by: .first)
        == .mapped(address: UInt64(truncatingIfNeeded: base) + 0x8000))
    #expect(try pointer(3, in: &space).permissions == [.global, .load, .loadCapability, .execute])
    #expect(space.perform(.load(.double, through: 2, offset: 0x2FF8), by: .first) == .value(0))
  }

  @Test func `mmap refuses no pages, more than there is room for, and more than can be reserved`() {
    var space = Self.space(frames: 8)
    #expect(space.perform(Self.map(0), by: .first) == .failed(.invalidArgument))
    // Sixteen pages in a region, five of them taken.
    #expect(space.perform(Self.map(12, [.read]), by: .first) == .failed(.noMemory))
    #expect(space.perform(Self.map(4), by: .first) == .failed(.noMemory))
    if case .mapped = space.perform(Self.map(3), by: .first) {} else { Issue.record("eight frames suffice") }
  }

  @Test func `What was unmapped is gone, and mapped again it is zero`() {
    var space = Self.space()
    _ = space.perform(Self.map(2), by: .first)
    _ = space.perform(.store(.byte, value: 7, through: 2, offset: 0x1000), by: .first)
    _ = space.perform(.storePointer(2, through: 2, offset: 0x1010), by: .first)
    #expect(space.perform(.unmap(through: 2, pages: 2), by: .first) == .done)
    // Not mapped, but no error either.
    #expect(space.perform(.unmap(through: 2, pages: 2), by: .first) == .done)
    _ = space.perform(Self.map(2), by: .first)
    #expect(space.perform(.load(.byte, through: 2, offset: 0x1000), by: .first) == .value(0))
    #expect(space.perform(.load(.double, through: 2, offset: 0x1018), by: .first) == .value(0))
    _ = space.perform(.unmap(through: 2, pages: 2), by: .first)
    #expect(space.perform(.load(.byte, through: 2, offset: 0), by: .first) == .killed(.page))
  }

  @Test func `A range must start at a page, and the pointer must cover it`() {
    var space = Self.space()
    _ = space.perform(Self.map(2), by: .first)
    _ = space.perform(.derive(into: 3, from: 2, increment: 8), by: .first)
    _ = space.perform(.clearTag(into: 4, from: 2), by: .first)
    _ = space.perform(.sealEntry(into: 5, from: 2), by: .first)
    #expect(space.perform(.unmap(through: 2, pages: 0), by: .first) == .failed(.invalidArgument))
    #expect(space.perform(.unmap(through: 3, pages: 1), by: .first) == .failed(.invalidArgument))
    #expect(space.perform(.unmap(through: 2, pages: 3), by: .first) == .failed(.badAddress))
    #expect(space.perform(.unmap(through: 4, pages: 1), by: .first) == .failed(.badAddress))
    #expect(space.perform(.unmap(through: 5, pages: 1), by: .first) == .failed(.badAddress))
    #expect(space.perform(.load(.double, through: 2, offset: 0x1000), by: .first) == .value(0))
  }

  @Test func `A page that may not be written any more keeps what it holds, and can be made writable again`() {
    var space = Self.space()
    _ = space.perform(Self.map(1), by: .first)
    _ = space.perform(.store(.half, value: 0x1234, through: 2, offset: 0), by: .first)
    #expect(space.perform(Self.protect(1, [.read]), by: .first) == .done)
    #expect(space.perform(.load(.half, through: 2, offset: 0), by: .first) == .value(0x1234))
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    #expect(
      space.perform(.store(.byte, value: 1, through: 2, offset: 0), by: child) == .killed(.page))
    #expect(space.perform(Self.protect(1, [.read, .write]), by: .first) == .done)
    #expect(space.perform(.store(.byte, value: 1, through: 2, offset: 0), by: .first) == .done)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `mprotect lifts no load barrier: the child still gets its own pointer`(strategy: ForkStrategy) throws {
    var space = Self.space(strategy: strategy)
    _ = space.perform(Self.map(1), by: .first)
    _ = space.perform(.storePointer(2, through: 2, offset: 0), by: .first)
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    #expect(space.perform(Self.protect(1, []), by: child) == .done)
    #expect(space.perform(Self.protect(1, [.read, .write]), by: child) == .done)
    #expect(Invariant.all.flatMap { $0.violations(in: space.state) } == [])
    #expect(space.perform(.loadPointer(into: 3, through: 2, offset: 0), by: child) == .done)
    guard let pointer = space.perform(.inspect(3), by: child).capability else { throw NotThere() }
    #expect(try pointer.tag && #require(space.processes[child]).region.holds(pointer))
  }

  @Test func `To make a page of the image writable costs a frame, to make it so again does not`() {
    // Five frames for the image, one of them for the text, which register 1 reaches; one to spare.
    var space = Self.space(frames: 6)
    func protect(_ protection: Options<PageProtection>) -> ForkAction {
      .protect(through: 1, pages: 1, protection: protection)
    }
    #expect(space.perform(protect([.read, .write]), by: .first) == .done)
    #expect(space.perform(protect([.read]), by: .first) == .done)
    #expect(space.perform(Self.map(1, [.read]), by: .first) == .failed(.noMemory))
    #expect(space.perform(protect([.read, .write]), by: .first) == .done)
    // What is unmapped is charged no more.
    #expect(space.perform(.unmap(through: 1, pages: 1), by: .first) == .done)
    #expect(space.perform(Self.map(1, [.read]), by: .first) == .mapped(address: 0x40000))
  }

  @Test func `mprotect of a range with a page that is not mapped changes none of the others`() {
    var space = Self.space()
    _ = space.perform(Self.map(2), by: .first)
    _ = space.perform(.derive(into: 3, from: 2, increment: 0x1000), by: .first)
    _ = space.perform(.unmap(through: 3, pages: 1), by: .first)
    #expect(space.perform(Self.protect(2, [.read]), by: .first) == .failed(.noMemory))
    #expect(space.perform(.store(.byte, value: 1, through: 2, offset: 0), by: .first) == .done)
  }

  @Test func `What is mapped shared before fork is one memory for parent and child, and carries no tags`() {
    var space = Self.space()
    _ = space.perform(Self.map(1, isShared: true), by: .first)
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    _ = space.perform(.store(.byte, value: 9, through: 2, offset: 5), by: child)
    #expect(space.perform(.load(.byte, through: 2, offset: 5), by: .first) == .value(9))
    // The parent lets it go; the child keeps it.
    _ = space.perform(.unmap(through: 2, pages: 1), by: .first)
    #expect(space.perform(.load(.byte, through: 2, offset: 5), by: child) == .value(9))
    #expect(
      space.perform(.storePointer(2, through: 2, offset: 0), by: child) == .killed(.page))
  }

  @Test func `Shared pages are charged once, private ones for each process`() {
    // The image takes five frames, and a child's copy of it four.
    var space = Self.space(frames: 11)
    if case .mapped = space.perform(Self.map(2, isShared: true), by: .first) {} else { Issue.record("they fit") }
    if case .forked = space.perform(.fork(child: child, strategy: nil), by: .first) {} else { Issue.record("it fits") }
    var other = Self.space(frames: 11)
    if case .mapped = other.perform(Self.map(2), by: .first) {} else { Issue.record("they fit") }
    #expect(other.perform(.fork(child: child, strategy: nil), by: .first) == .failed(.noMemory))
  }

  @Test func `The heap grows and shrinks by whole pages, and never over another mapping`() throws {
    var space = Self.space()
    let base = try #require(space.processes[.first]?.region.base)
    func setBreak(_ bytes: UInt64) -> ForkAction { .setBreak(into: 2, bytes: bytes) }
    #expect(space.perform(setBreak(0x2001), by: .first) == .done)
    let heap = try pointer(2, in: &space)
    #expect(heap.base == base + 0x3000 && heap.top == base + 0x6000)
    _ = space.perform(.store(.byte, value: 1, through: 2, offset: 0x2000), by: .first)
    #expect(space.perform(setBreak(0x1000), by: .first) == .done)
    #expect(space.perform(setBreak(0x3000), by: .first) == .done)
    #expect(space.perform(.load(.byte, through: 2, offset: 0x2000), by: .first) == .value(0))
    #expect(
      space.perform(Self.map(1, into: 3), by: .first) == .mapped(address: UInt64(truncatingIfNeeded: base) + 0x6000))
    #expect(space.perform(setBreak(0x3001), by: .first) == .failed(.noMemory))
    #expect(space.perform(setBreak(0x10000), by: .first) == .failed(.noMemory))
    #expect(space.perform(setBreak(0), by: .first) == .done)
    #expect(try pointer(2, in: &space).length == 0)
  }
}
