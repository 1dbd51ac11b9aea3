import Emulator
import Testing

struct PhysicalMemoryTests {
  private func take(_ memory: inout PhysicalMemory) throws -> Int {
    let frame = memory.allocateFrame()
    return try #require(frame)
  }

  @Test func `A memory begins with zeros and without tags`() throws {
    let memory = try PhysicalMemory(frameCount: 4)
    #expect(memory.load(UInt64.self, frame: 3, offset: 4088) == 0)
    #expect(memory.hasTags(frame: 3) == false)
  }

  @Test(arguments: [0, Int(UInt32.max) + 1, -1])
  func `A memory of no frames or too many is refused`(frameCount: Int) {
    #expect(throws: PhysicalMemoryError.frameCountOutOfRange(frameCount)) {
      _ = try PhysicalMemory(frameCount: frameCount)
    }
  }

  @Test func `Integers are little-endian and need no alignment`() throws {
    var memory = try PhysicalMemory(frameCount: 1)
    memory.store(UInt64(0x0807_0605_0403_0201), frame: 0, offset: 13)
    #expect(memory.load(UInt8.self, frame: 0, offset: 13) == 1)
    #expect(memory.load(UInt16.self, frame: 0, offset: 14) == 0x0302)
    #expect(memory.load(UInt32.self, frame: 0, offset: 17) == 0x0807_0605)
  }

  @Test(arguments: [
    (31, 1, [false, true]), (31, 2, [false, false]), (32, 1, [true, false]), (24, 8, [false, true]),
  ])
  func `A store clears the tags of the granules it touches and of no others`(
    offset: Int, byteCount: Int, tags: [Bool]
  ) throws {
    var memory = try PhysicalMemory(frameCount: 1)
    for granule in 0..<4 { memory.store(PackedCapability<CC128>.root, frame: 0, granule: granule) }
    let bytes = [UInt8](repeating: 0xAA, count: byteCount)
    memory.store(bytes.span, frame: 0, offset: offset)
    #expect([memory.isTagged(frame: 0, granule: 1), memory.isTagged(frame: 0, granule: 2)] == tags)
    #expect([memory.isTagged(frame: 0, granule: 0), memory.isTagged(frame: 0, granule: 3)] == [true, true])
  }

  @Test func `An integer that is stored clears the tags of the granules it touches`() throws {
    var memory = try PhysicalMemory(frameCount: 1)
    for granule in 0..<5 { memory.store(PackedCapability<CC128>.root, frame: 0, granule: granule) }
    memory.store(UInt8(1), frame: 0, offset: 15)
    memory.store(UInt64(1), frame: 0, offset: 44)
    var tags: [Bool] = []
    for granule in 0..<5 { tags.append(memory.isTagged(frame: 0, granule: granule)) }
    #expect(tags == [false, true, false, false, true])
  }

  @Test(arguments: [0, 63, 64, 127, 128, 191, 192, 255])
  func `A store clears one tag of all, wherever in the frame, and a single tag is seen`(granule: Int) throws {
    var memory = try PhysicalMemory(frameCount: 1)
    for granule in 0..<256 { memory.store(PackedCapability<CC128>.root, frame: 0, granule: granule) }
    memory.store(UInt8(1), frame: 0, offset: 16 * granule)
    #expect(memory.tagCount(frame: 0) == 255)
    #expect(memory.isTagged(frame: 0, granule: granule) == false)
    memory.clear(frame: 0)
    #expect(memory.hasTags(frame: 0) == false)
    memory.store(PackedCapability<CC128>.root, frame: 0, granule: granule)
    #expect(memory.hasTags(frame: 0) == true)
    #expect(memory.tagCount(frame: 0) == 1)
  }

  @Test func `A whole frame is stored and read at once`() throws {
    var memory = try PhysicalMemory(frameCount: 2)
    let stored = (0..<4096).map { UInt8(truncatingIfNeeded: $0 / 16 &+ $0) }
    memory.store(stored.span, frame: 0, offset: 0)
    var bytes: [UInt8] = []
    memory.append(byteCount: 4096, frame: 0, offset: 0, to: &bytes)
    #expect(bytes == stored)
    #expect(memory.load(UInt64.self, frame: 1, offset: 0) == 0)
  }

  @Test(arguments: [0, 63, 64, 127, 128, 191, 192, 255])
  func `A copy tags no granule that was not tagged, however many are`(untagged: Int) throws {
    var memory = try PhysicalMemory(frameCount: 4)
    let inside = PackedCapability<CC128>.root.withAddress(1 << 30).withBounds(length: 64).capability
    // The frames beside it are wholly tagged.
    for frame in 0..<3 {
      for granule in 0..<256 { memory.store(inside, frame: frame, granule: granule) }
    }
    #expect(memory.areAllTagged(frame: 1) == true)
    memory.store(inside.clearingTag(), frame: 1, granule: untagged)
    #expect(memory.areAllTagged(frame: 1) == false)
    let relocation = try Relocation<CC128>(from: 1 << 30, to: 1 << 31, sizeLog2: 16)
    let counts = memory.copyFrame(from: 1, to: 3, relocatingBy: relocation)
    #expect(counts.relocated == 255)
    #expect(memory.tagCount(frame: 3) == 255)
    #expect(memory.load(PackedCapability<CC128>.self, frame: 3, granule: untagged) == inside.clearingTag())
  }

  @Test func `A capability comes back as it was stored`() throws {
    var memory = try PhysicalMemory(frameCount: 2)
    let capability = PackedCapability<CC128>.root.withAddress(0x1234).withBounds(length: 77).capability
    memory.store(capability, frame: 1, granule: 255)
    #expect(memory.load(PackedCapability<CC128>.self, frame: 1, granule: 255) == capability)
    memory.store(capability.clearingTag(), frame: 1, granule: 255)
    #expect(memory.load(PackedCapability<CC128>.self, frame: 1, granule: 255) == capability.clearingTag())
    #expect(memory.tagCount(frame: 1) == 0)
  }

  @Test func `A frame that was given back comes out zeroed, bytes and tags`() throws {
    var memory = try PhysicalMemory(frameCount: 2)
    let frame = try take(&memory)
    memory.store(PackedCapability<CC128>.root, frame: frame, granule: 7)
    memory.freeFrame(frame)
    #expect(memory.freeFrameCount == 2)
    let again = memory.allocateFrame()
    #expect(again == frame)
    #expect(memory.load(PackedCapability<CC128>.self, frame: frame, granule: 7) == .null)
  }

  @Test func `No frame is given out twice, and none when all are taken`() throws {
    var memory = try PhysicalMemory(frameCount: 3)
    let frames = [memory.allocateFrame(), memory.allocateFrame(), memory.allocateFrame()].compactMap { $0 }
    #expect(Set(frames).count == 3)
    let fourth = memory.allocateFrame()
    #expect(fourth == nil)
  }

  @Test func `Returning to a mark restores bytes, tags and the order of allocation`() throws {
    var memory = try PhysicalMemory(frameCount: 8)
    let kept = try take(&memory)
    let freed = try take(&memory)
    memory.store(PackedCapability<CC128>.root, frame: kept, granule: 1)
    memory.store(UInt64(42), frame: freed, offset: 0)
    let mark = memory.mark()
    for _ in 0..<2 {
      memory.store(UInt8(1), frame: kept, offset: 16)
      memory.freeFrame(freed)
      let reused = try take(&memory)
      let fresh = try take(&memory)
      #expect((reused, fresh) == (freed, 2))
      memory.store(UInt64(43), frame: reused, offset: 0)
      memory.store(UInt64(44), frame: fresh, offset: 0)
      memory.restore(to: mark)
      #expect(memory.load(PackedCapability<CC128>.self, frame: kept, granule: 1) == .root)
      #expect(memory.load(UInt64.self, frame: freed, offset: 0) == 42)
      #expect(memory.freeFrameCount == 6)
    }
    let next = memory.allocateFrame()
    #expect(next == 2)
    #expect(memory.load(UInt64.self, frame: 2, offset: 0) == 0)
  }

  @Test func `Marks nest`() throws {
    var memory = try PhysicalMemory(frameCount: 1)
    memory.store(UInt8(1), frame: 0, offset: 0)
    let outer = memory.mark()
    memory.store(UInt8(2), frame: 0, offset: 0)
    let inner = memory.mark()
    memory.store(UInt8(3), frame: 0, offset: 0)
    memory.restore(to: inner)
    #expect(memory.load(UInt8.self, frame: 0, offset: 0) == 2)
    memory.store(UInt8(4), frame: 0, offset: 0)
    memory.restore(to: outer)
    #expect(memory.load(UInt8.self, frame: 0, offset: 0) == 1)
  }

  @Test func `A permission to store by pointer ends with the epoch`() throws {
    var memory = try PhysicalMemory(frameCount: 1)
    memory.willWrite(frame: 0)
    #expect(memory.isReadyForWriting(frame: 0) == true)
    let mark = memory.mark()
    #expect(memory.isReadyForWriting(frame: 0) == false)
    memory.willWrite(frame: 0)
    memory.restore(to: mark)
    #expect(memory.isReadyForWriting(frame: 0) == false)
  }

  @Test func `Writing to a frame that holds code changes the code generation`() throws {
    var memory = try PhysicalMemory(frameCount: 2)
    memory.markCode(frame: 1)
    let generation = memory.codeGeneration
    memory.store(UInt8(1), frame: 0, offset: 0)
    #expect(memory.codeGeneration == generation)
    memory.copyFrame(from: 0, to: 1)
    #expect(memory.codeGeneration != generation)
    #expect(memory.holdsCode(frame: 1) == false)
  }
}
