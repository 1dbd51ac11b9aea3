import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What the limit on files forbids, by examples.
struct FileSizeLimitTests {
  private var world = ExampleWorld()
  private let child = ProcessNumber(1)

  /// Opens a file as descriptor 3, with so many bytes and the offset at their end, and sets the soft limit.
  private mutating func prepare(length: Int, limit: Integer) {
    world.call(.open(file: 1, .readWrite, [.create]))
    world.call(.write(3, through: 0, length: length))
    world.call(.set(.fileSize, ResourceLimit(soft: limit, hard: .twoTo(63))))
  }

  private let write = ProcessAction.file(.write(3, through: 0, length: 20))

  @Test mutating func `A write takes what fits below the limit`() {
    prepare(length: 90, limit: 100)
    #expect(!world.allows(.count(20), of: write))
    #expect(!world.allows(.failed(.fileTooLarge), of: write))
    #expect(world.perform(write) == .count(10))
    #expect(world.call(.size(3)) == .value(100))
  }

  @Test mutating func `A write at the limit ends the process by SIGXFSZ`() {
    prepare(length: 100, limit: 100)
    world.fork(child)
    #expect(world.perform(write, by: child) == .signaled(.fileSizeLimit))
    #expect(world.perform(.wait) == .reaped(child, .signaled(.fileSizeLimit)))
    #expect(world.call(.write(3, through: 7, length: 0)) == .count(0))
  }

  @Test mutating func `Whoever handles, ignores or blocks SIGXFSZ sees EFBIG`() {
    prepare(length: 100, limit: 50)
    world.call(.setAction(.fileSizeLimit, .handle))
    #expect(world.perform(write) == .failed(.fileTooLarge))
    #expect(world.call(.handled(.fileSizeLimit)) == .value(1))
    world.call(.mask(.block, [.fileSizeLimit]))
    #expect(world.call(.writeVector(3, [Buffer(through: 0, length: 1)])) == .failed(.fileTooLarge))
    #expect(world.call(.pending) == .signals([.fileSizeLimit]))
    world.call(.setAction(.fileSizeLimit, .ignore))
    #expect(world.call(.truncate(3, length: 101)) == .failed(.fileTooLarge))
    #expect(world.call(.pending) == .signals([]))
    #expect(world.call(.size(3)) == .value(100))
  }

  @Test mutating func `What appends starts at the end, wherever that lies`() {
    prepare(length: 100, limit: 100)
    world.call(.open(file: 1, .writeOnly, [.append]))
    world.call(.seek(4, offset: 0, from: .start))
    #expect(world.call(.write(4, through: 0, length: 1)) == .signaled(.fileSizeLimit))
  }

  @Test mutating func `What a file has beyond the limit may be written over, or not`() {
    prepare(length: 100, limit: 50)
    world.call(.seek(3, offset: 90, from: .start))
    #expect(world.allows(.signaled(.fileSizeLimit), of: write))
    #expect(world.allows(.count(10), of: write))
    #expect(!world.allows(.count(11), of: write))
    #expect(!world.allows(.failed(.fileTooLarge), of: write))
    world.call(.seek(3, offset: 40, from: .start))
    #expect(world.allows(.count(10), of: write))
    #expect(world.allows(.count(20), of: write))
    #expect(!world.allows(.count(9), of: write))
    #expect(!world.allows(.signaled(.fileSizeLimit), of: write))
  }

  @Test mutating func `A file is not made longer than the limit, and may be made shorter`() {
    prepare(length: 100, limit: 50)
    let truncate: (Integer) -> ProcessAction = { .file(.truncate(3, length: $0)) }
    #expect(!world.allows(.done, of: truncate(101)))
    #expect(world.allows(.signaled(.fileSizeLimit), of: truncate(101)))
    #expect(world.allows(.done, of: truncate(60)))
    #expect(world.allows(.signaled(.fileSizeLimit), of: truncate(60)))
    #expect(world.perform(truncate(50)) == .done)
    #expect(world.perform(truncate(51)) == .signaled(.fileSizeLimit))
  }

  @Test mutating func `Pipes and the console have no limit`() {
    prepare(length: 1, limit: 0)
    world.call(.pipe)
    #expect(world.call(.write(5, through: 0, length: 10)) == .count(10))
    #expect(world.call(.write(1, through: 0, length: 10)) == .count(10))
  }

  @Test mutating func `What is too large for the kernel alone sends no signal`() {
    prepare(length: 1, limit: 100_000)
    world.call(.seek(3, offset: 65536, from: .start))
    #expect(world.perform(write) == .failed(.fileTooLarge))
    #expect(world.call(.size(3)) == .value(1))
  }
}
