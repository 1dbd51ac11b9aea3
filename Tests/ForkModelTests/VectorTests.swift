import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What readv and writev do, by examples.
struct VectorTests {
  private var world = ExampleWorld()
  private let child = ProcessName(1)

  @Test mutating func `writev writes its buffers one behind the other, and readv fills them so`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 2)
    world.point(3, to: 100)
    world.point(4, to: 200)
    world.perform(.pipe)
    #expect(
      world.perform(
        .writeVector(descriptor: 4, buffers: [Buffer(through: 2, length: 2), Buffer(through: 0, length: 3)]))
        == .count(bytes: 5))
    #expect(
      world.perform(
        .readVector(descriptor: 3, buffers: [Buffer(through: 3, length: 1), Buffer(through: 4, length: 10)]))
        == .count(bytes: 5))
    #expect(world.bytes(100..<102) == [3, 0])
    #expect(world.bytes(200..<205) == [4, 1, 2, 3, 0])
  }

  @Test mutating func `Buffers that overlap are filled in their order`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 100)
    world.point(3, to: 101)
    world.perform(.pipe)
    world.perform(.write(descriptor: 4, through: 0, length: 4))
    let buffers = [Buffer(through: 2, length: 2), Buffer(through: 3, length: 2)]
    #expect(world.perform(.readVector(descriptor: 3, buffers: buffers)) == .count(bytes: 4))
    #expect(world.bytes(100..<103) == [1, 3, 4])
  }

  @Test mutating func `Every buffer is checked before a byte moves, unless it is empty`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 100)
    world.perform(.pipe)
    world.perform(.write(descriptor: 4, through: 0, length: 4))
    // Register 1 reaches the text, which can't be written, register 7 nothing.
    let bad = [Buffer(through: 2, length: 1), Buffer(through: 1, length: 8)]
    #expect(world.perform(.readVector(descriptor: 3, buffers: bad)) == .failed(.badAddress))
    #expect(world.bytes(100..<101) == [0])
    let empty = [Buffer(through: 7, length: 0), Buffer(through: 2, length: 4)]
    #expect(world.perform(.readVector(descriptor: 3, buffers: empty)) == .count(bytes: 4))
    #expect(world.perform(.writeVector(descriptor: 4, buffers: [Buffer(through: 7, length: 0)])) == .count(bytes: 0))
    #expect(
      world.perform(.writeVector(descriptor: 3, buffers: [Buffer(through: 7, length: 0)]))
        == .failed(.badFileDescriptor))
  }

  @Test mutating func `What a pipe takes as a whole is decided by the sum of the lengths`() {
    world.perform(.pipe)
    world.perform(.write(descriptor: 4, through: 0, length: 1))
    let (half, more) = (Buffer(through: 0, length: 256), Buffer(through: 0, length: 257))
    let whole = ForkAction.writeVector(descriptor: 4, buffers: [half, half])
    #expect(world.allows(.wouldBlock, of: whole))
    #expect(!world.allows(.count(bytes: 256), of: whole))
    #expect(world.allows(.count(bytes: 511), of: .writeVector(descriptor: 4, buffers: [half, more])))
  }

  @Test mutating func `Without buffers nothing is transferred, or the call fails`() {
    let read = ForkAction.readVector(descriptor: 0, buffers: [])
    #expect(world.allows(.failed(.invalidArgument), of: read))
    #expect(world.allows(.count(bytes: 0), of: read))
    #expect(!world.allows(.failed(.badFileDescriptor), of: read))
    let write = ForkAction.writeVector(descriptor: 9, buffers: [])
    #expect(world.allows(.failed(.invalidArgument), of: write))
    #expect(world.allows(.failed(.badFileDescriptor), of: write))
    #expect(!world.allows(.count(bytes: 0), of: write))
  }
}
