import Architecture
import ExactIntegers
import ForkModel
import Testing

/// What the limit on files forbids, by examples.
struct FileSizeLimitTests {
  private var world = ExampleWorld()
  private let child = ProcessName(1)

  /// Opens a file as descriptor 3, with so many bytes and the offset at their end, and sets the soft limit.
  private mutating func prepare(length: UInt32, limit: UInt64) {
    world.perform(.open(file: 1, access: .readWrite, options: [.create]))
    world.perform(.write(descriptor: 3, through: 0, length: length))
    world.perform(.setLimit(resource: .fileSize, soft: limit, hard: 1 << 63))
  }

  private let write = ForkAction.write(descriptor: 3, through: 0, length: 20)

  @Test mutating func `A write takes what fits below the limit`() {
    prepare(length: 90, limit: 100)
    #expect(!world.allows(.count(bytes: 20), of: write))
    #expect(!world.allows(.failed(.fileTooLarge), of: write))
    #expect(world.perform(write) == .count(bytes: 10))
    #expect(world.perform(.size(descriptor: 3)) == .value(100))
  }

  @Test mutating func `A write at the limit ends the process by SIGXFSZ`() {
    prepare(length: 100, limit: 100)
    world.fork(child)
    #expect(world.perform(write, by: child) == .signaled(.fileSizeLimit))
    #expect(world.perform(.wait) == .reaped(child, .signaled(.fileSizeLimit)))
    #expect(world.perform(.write(descriptor: 3, through: 7, length: 0)) == .count(bytes: 0))
  }

  @Test mutating func `Whoever handles, ignores or blocks SIGXFSZ sees EFBIG`() {
    prepare(length: 100, limit: 50)
    world.perform(.setAction(signal: .fileSizeLimit, disposition: .handle))
    #expect(world.perform(write) == .failed(.fileTooLarge))
    #expect(world.perform(.handled(signal: .fileSizeLimit)) == .value(1))
    world.perform(.mask(change: .block, signals: [.fileSizeLimit]))
    #expect(
      world.perform(.writeVector(descriptor: 3, buffers: [Buffer(through: 0, length: 1)])) == .failed(.fileTooLarge))
    #expect(world.perform(.pending) == .signals(pending: [.fileSizeLimit]))
    world.perform(.setAction(signal: .fileSizeLimit, disposition: .ignore))
    #expect(world.perform(.truncate(descriptor: 3, length: 101)) == .failed(.fileTooLarge))
    #expect(world.perform(.pending) == .signals(pending: []))
    #expect(world.perform(.size(descriptor: 3)) == .value(100))
  }

  @Test mutating func `What appends starts at the end, wherever that lies`() {
    prepare(length: 100, limit: 100)
    world.perform(.open(file: 1, access: .writeOnly, options: [.append]))
    world.perform(.seek(descriptor: 4, offset: 0, from: .start))
    #expect(world.perform(.write(descriptor: 4, through: 0, length: 1)) == .signaled(.fileSizeLimit))
  }

  @Test mutating func `What a file has beyond the limit may be written over, or not`() {
    prepare(length: 100, limit: 50)
    world.perform(.seek(descriptor: 3, offset: 90, from: .start))
    #expect(world.allows(.signaled(.fileSizeLimit), of: write))
    #expect(world.allows(.count(bytes: 10), of: write))
    #expect(!world.allows(.count(bytes: 11), of: write))
    #expect(!world.allows(.failed(.fileTooLarge), of: write))
    world.perform(.seek(descriptor: 3, offset: 40, from: .start))
    #expect(world.allows(.count(bytes: 10), of: write))
    #expect(world.allows(.count(bytes: 20), of: write))
    #expect(!world.allows(.count(bytes: 9), of: write))
    #expect(!world.allows(.signaled(.fileSizeLimit), of: write))
  }

  @Test mutating func `A file is not made longer than the limit, and may be made shorter`() {
    prepare(length: 100, limit: 50)
    let truncate: (UInt64) -> ForkAction = { .truncate(descriptor: 3, length: $0) }
    #expect(!world.allows(.done, of: truncate(101)))
    #expect(world.allows(.signaled(.fileSizeLimit), of: truncate(101)))
    #expect(world.allows(.done, of: truncate(60)))
    #expect(world.allows(.signaled(.fileSizeLimit), of: truncate(60)))
    #expect(world.perform(truncate(50)) == .done)
    #expect(world.perform(truncate(51)) == .signaled(.fileSizeLimit))
  }

  @Test mutating func `Pipes and the console have no limit`() {
    prepare(length: 1, limit: 0)
    world.perform(.pipe)
    #expect(world.perform(.write(descriptor: 5, through: 0, length: 10)) == .count(bytes: 10))
    #expect(world.perform(.write(descriptor: 1, through: 0, length: 10)) == .count(bytes: 10))
  }

  @Test mutating func `What is too large for the kernel alone sends no signal`() {
    prepare(length: 1, limit: 100_000)
    world.perform(.seek(descriptor: 3, offset: 65536, from: .start))
    #expect(world.perform(write) == .failed(.fileTooLarge))
    #expect(world.perform(.size(descriptor: 3)) == .value(1))
  }
}
