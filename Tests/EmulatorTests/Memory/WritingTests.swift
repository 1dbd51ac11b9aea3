import Emulator
import Testing

/// What each way to write to a frame has to do: code that was derived from the frame is forgotten, and a mark can be
/// returned to.
struct WritingTests {
  enum Way: CaseIterable, Sendable {
    case integer, bytes, capability, clear, copy, copyRelocating, copyRelocatingAllTagged, relocate

    /// Writes to a frame; copies come from another one.
    func write(_ memory: inout PhysicalMemory, frame: Int, source: Int) throws {
      let relocation = try Relocation<CC128>(from: WritingTests.origin, to: 1 << 31, sizeLog2: 16)
      switch self {
      case .integer: memory.store(UInt16(0x55AA), frame: frame, offset: 100)
      case .bytes: memory.store([UInt8](repeating: 7, count: 3).span, frame: frame, offset: 100)
      case .capability: memory.store(PackedCapability<CC128>.root, frame: frame, granule: 3)
      case .clear: memory.clear(frame: frame)
      case .copy: memory.copyFrame(from: source, to: frame)
      case .copyRelocating: _ = memory.copyFrame(from: source, to: frame, relocatingBy: relocation)
      case .copyRelocatingAllTagged:
        for granule in 0..<256 { memory.store(WritingTests.inside, frame: source, granule: granule) }
        _ = memory.copyFrame(from: source, to: frame, relocatingBy: relocation)
      case .relocate: _ = memory.relocateFrame(frame, by: relocation)
      }
    }
  }

  static let origin: UInt64 = 1 << 30
  static let inside = PackedCapability<CC128>.root.withAddress(origin + 64).withBounds(length: 32).capability
  static let frameCount = 200

  /// A memory in which each frame holds something else, a capability among it.
  private static func memory() throws -> PhysicalMemory {
    var memory = try PhysicalMemory(frameCount: frameCount)
    for frame in 0..<frameCount {
      memory.store(UInt64(frame) + 1, frame: frame, offset: 96)
      memory.store(inside.withAddress(inside.address + UInt64(frame % 32)), frame: frame, granule: 200)
    }
    return memory
  }

  private static func framesOfCode(_ memory: borrowing PhysicalMemory) -> [Int] {
    var frames: [Int] = []
    for frame in 0..<frameCount where memory.holdsCode(frame: frame) { frames.append(frame) }
    return frames
  }

  private static func contents(_ memory: borrowing PhysicalMemory, _ frame: Int) -> [PackedCapability<CC128>] {
    var granules: [PackedCapability<CC128>] = []
    for granule in 0..<256 {
      granules.append(memory.load(PackedCapability<CC128>.self, frame: frame, granule: granule))
    }
    return granules
  }

  @Test(arguments: Way.allCases, [0, 63, 64, 65, 127, 128, 199])
  func `Whatever is written to a frame of code, the code is forgotten, and that of no other frame before`(
    way: Way, frame: Int
  ) throws {
    var memory = try Self.memory()
    memory.markCode(frame: frame)
    #expect(Self.framesOfCode(memory) == [frame])
    let generation = memory.codeGeneration
    for other in [1, 62, 66, 126, 129, 198] { try way.write(&memory, frame: other, source: 2) }
    #expect(memory.codeGeneration == generation)
    #expect(Self.framesOfCode(memory) == [frame])
    try way.write(&memory, frame: frame, source: 2)
    #expect(memory.codeGeneration != generation)
    #expect(Self.framesOfCode(memory) == [])
  }

  @Test(arguments: Way.allCases)
  func `Whatever was written is undone by a return to a mark, and so is the code that was derived from it`(
    way: Way
  ) throws {
    var memory = try Self.memory()
    let before = Self.contents(memory, 70)
    let mark = memory.mark()
    for _ in 0..<2 {
      try way.write(&memory, frame: 70, source: 2)
      #expect(Self.contents(memory, 70) != before)
      memory.markCode(frame: 70)
      let generation = memory.codeGeneration
      memory.restore(to: mark)
      #expect(Self.contents(memory, 70) == before)
      #expect(memory.codeGeneration != generation)
    }
  }

  @Test func `A frame that is taken again is no frame of code any more`() throws {
    var memory = try PhysicalMemory(frameCount: 1)
    let taken = memory.allocateFrame()
    memory.freeFrame(try #require(taken))
    memory.markCode(frame: 0)
    let generation = memory.codeGeneration
    let again = memory.allocateFrame()
    #expect(again == 0)
    #expect(memory.codeGeneration != generation)
  }

  @Test func `Tags are counted, and bytes are copied to where they belong`() throws {
    let memory = try Self.memory()
    #expect(memory.tagCount(frame: 5) == 1)
    var bytes = [UInt8](repeating: 9, count: 6)
    memory.copy(byteCount: 3, frame: 5, offset: 95, to: &bytes, at: 2)
    #expect(bytes == [9, 9, 0, 6, 0, 9])
    memory.append(byteCount: 0, frame: 5, offset: 4096, to: &bytes)
    #expect(bytes.count == 6)
  }
}
