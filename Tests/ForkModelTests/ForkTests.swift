import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// Small programs, by hand, with what must come of them.
struct ForkTests {
  static func world(_ strategy: ForkStrategy, frames: Int = 64, regions: Int = 8) -> InitialWorld {
    InitialWorld(
      format: .cc128, regionSizeLog2: 16,
      image: ProcessImage([
        ImageSegment(.text, pages: 1), ImageSegment(.globalOffsetTable, pages: 1), ImageSegment(.data, pages: 1),
        ImageSegment(.heap, pages: 2),
      ]),
      strategy: strategy, frames: frames, regions: regions)
  }

  static let heap: Int32 = 0x2000

  @Test(arguments: ForkStrategy.allCases)
  func `A grandchild finds a pointer of its grandparent relative to its own region`(strategy: ForkStrategy) {
    var space = AddressSpace(Self.world(strategy))
    let (parent, child, grandchild) = (ProcessName(0), ProcessName(1), ProcessName(2))
    #expect(space.perform(.storePointer(0, through: 0, offset: Self.heap), by: parent) == .done)
    guard case .forked = space.perform(.fork(child: child, strategy: nil), by: parent),
      case .forked(let base) = space.perform(.fork(child: grandchild, strategy: nil), by: child)
    else { Issue.record("fork failed"); return }
    #expect(space.perform(.loadPointer(into: 3, through: 0, offset: Self.heap), by: grandchild) == .done)
    guard let pointer = space.perform(.inspect(3), by: grandchild).capability else {
      Issue.record("nothing to see")
      return
    }
    #expect(pointer.tag)
    #expect(pointer.base == Integer(base) + 0x1000)
    #expect(pointer.top == Integer(base) + 0x5000)
  }

  @Test(arguments: ForkStrategy.allCases)
  func `The child sees the memory at the moment of fork, and neither sees what the other writes`(strategy: ForkStrategy)
  {
    var space = AddressSpace(Self.world(strategy))
    let (parent, child) = (ProcessName(0), ProcessName(1))
    _ = space.perform(.store(.byte, value: 1, through: 0, offset: Self.heap), by: parent)
    _ = space.perform(.fork(child: child, strategy: nil), by: parent)
    _ = space.perform(.store(.byte, value: 2, through: 0, offset: Self.heap), by: parent)
    #expect(space.perform(.load(.byte, through: 0, offset: Self.heap), by: child) == .value(1))
    _ = space.perform(.store(.byte, value: 3, through: 0, offset: Self.heap), by: child)
    #expect(space.perform(.load(.byte, through: 0, offset: Self.heap), by: parent) == .value(2))
  }

  @Test(arguments: ForkStrategy.allCases)
  func `A region is reused while a daemon still maps frames of its former owner`(strategy: ForkStrategy) {
    var space = AddressSpace(Self.world(strategy, regions: 2))
    let (parent, child) = (ProcessName(0), ProcessName(1))
    _ = space.perform(.storePointer(0, through: 0, offset: Self.heap), by: parent)
    _ = space.perform(.fork(child: child, strategy: nil), by: parent)
    _ = space.perform(.exit(status: 0), by: parent)
    guard case .forked = space.perform(.fork(child: ProcessName(2), strategy: nil), by: child) else {
      Issue.record("the second region should be free")
      return
    }
    #expect(Invariant.all.flatMap { $0.violations(in: space.state) } == [])
    for name in [child, ProcessName(2)] {
      _ = space.perform(.loadPointer(into: 3, through: 0, offset: Self.heap), by: name)
      guard let pointer = space.perform(.inspect(3), by: name).capability else {
        Issue.record("nothing to see")
        return
      }
      #expect(space.processes[name]?.region.holds(pointer) == true && pointer.tag)
    }
  }

  @Test func `A fork fails when the worst case of the child does not fit, under every strategy alike`() {
    for strategy in ForkStrategy.allCases {
      // One frame for the text, four for each process.
      var space = AddressSpace(Self.world(strategy, frames: 12))
      guard case .forked = space.perform(.fork(child: ProcessName(1), strategy: nil), by: .first) else {
        Issue.record("the first fork fits")
        return
      }
      let before = space.state
      #expect(space.perform(.fork(child: ProcessName(2), strategy: nil), by: .first) == .failed(.noMemory))
      #expect(space.state == before)
    }
  }

  @Test func `A store of data over a part of a pointer leaves no pointer`() {
    var space = AddressSpace(Self.world(.copy))
    _ = space.perform(.storePointer(0, through: 0, offset: Self.heap), by: .first)
    _ = space.perform(.store(.byte, value: 0, through: 0, offset: Self.heap + 15), by: .first)
    _ = space.perform(.loadPointer(into: 2, through: 0, offset: Self.heap), by: .first)
    guard let pointer = space.perform(.inspect(2), by: .first).capability else {
      Issue.record("nothing to see")
      return
    }
    #expect(!pointer.tag)
  }
}
