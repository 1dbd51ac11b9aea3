import ExactIntegers
import ForkModel
import Testing

/// What readv and writev do, by examples.
struct VectorTests {
  private var world = ExampleWorld()
  private let child = ProcessNumber(1)

  @Test mutating func `writev writes its buffers one behind the other, and readv fills them so`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 2)
    world.point(3, to: 100)
    world.point(4, to: 200)
    world.call(.pipe)
    #expect(
      world.call(.writeVector(4, [Buffer(through: 2, length: 2), Buffer(through: 0, length: 3)])) == .count(5))
    #expect(
      world.call(.readVector(3, [Buffer(through: 3, length: 1), Buffer(through: 4, length: 10)])) == .count(5))
    #expect(world.bytes(100..<102) == [3, 0])
    #expect(world.bytes(200..<205) == [4, 1, 2, 3, 0])
  }

  @Test mutating func `Buffers that overlap are filled in their order`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 100)
    world.point(3, to: 101)
    world.call(.pipe)
    world.call(.write(4, through: 0, length: 4))
    let buffers = [Buffer(through: 2, length: 2), Buffer(through: 3, length: 2)]
    #expect(world.call(.readVector(3, buffers)) == .count(4))
    #expect(world.bytes(100..<103) == [1, 3, 4])
  }

  @Test mutating func `Every buffer is checked before a byte moves, unless it is empty`() {
    world.store([1, 2, 3, 4])
    world.point(2, to: 100)
    world.call(.pipe)
    world.call(.write(4, through: 0, length: 4))
    // Register 1 reaches the text, which can't be written, register 7 nothing.
    let bad = [Buffer(through: 2, length: 1), Buffer(through: 1, length: 8)]
    #expect(world.call(.readVector(3, bad)) == .failed(.badAddress))
    #expect(world.bytes(100..<101) == [0])
    let empty = [Buffer(through: 7, length: 0), Buffer(through: 2, length: 4)]
    #expect(world.call(.readVector(3, empty)) == .count(4))
    #expect(world.call(.writeVector(4, [Buffer(through: 7, length: 0)])) == .count(0))
    #expect(world.call(.writeVector(3, [Buffer(through: 7, length: 0)])) == .failed(.badFileDescriptor))
  }

  @Test mutating func `What a pipe takes as a whole is decided by the sum of the lengths`() {
    world.call(.pipe)
    world.call(.write(4, through: 0, length: 1))
    let (half, more) = (Buffer(through: 0, length: 256), Buffer(through: 0, length: 257))
    let whole = ProcessAction.file(.writeVector(4, [half, half]))
    #expect(world.allows(.wouldBlock, of: whole))
    #expect(!world.allows(.count(256), of: whole))
    #expect(world.allows(.count(511), of: .file(.writeVector(4, [half, more]))))
  }

  @Test mutating func `Without buffers nothing is transferred, or the call fails`() {
    let read = ProcessAction.file(.readVector(0, []))
    #expect(world.allows(.failed(.invalidArgument), of: read))
    #expect(world.allows(.count(0), of: read))
    #expect(!world.allows(.failed(.badFileDescriptor), of: read))
    let write = ProcessAction.file(.writeVector(9, []))
    #expect(world.allows(.failed(.invalidArgument), of: write))
    #expect(world.allows(.failed(.badFileDescriptor), of: write))
    #expect(!world.allows(.count(0), of: write))
  }
}
