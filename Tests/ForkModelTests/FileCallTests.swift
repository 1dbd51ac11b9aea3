import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Testing

/// What the calls on descriptors do, by examples.
struct FileCallTests {
  private var space = AddressSpace(ForkTests.world(.copyOnPointerAccess))
  private let child = ProcessName(1)

  /// Makes a call of the first process, or of another.
  private mutating func call(_ call: ForkAction, by name: ProcessName = .first) -> Observation {
    space.perform(call, by: name)
  }

  private mutating func write(_ bytes: [UInt8], to descriptor: Int32, by name: ProcessName = .first) -> Observation {
    for (offset, byte) in bytes.enumerated() {
      _ = space.perform(.store(.byte, value: UInt64(byte), through: 0, offset: Int32(offset)), by: name)
    }
    return call(.write(descriptor: descriptor, through: 0, length: UInt32(bytes.count)), by: name)
  }

  private mutating func read(_ count: Int, from descriptor: Int32, by name: ProcessName = .first) -> [UInt8]? {
    guard case .count(let read) = call(.read(descriptor: descriptor, through: 0, length: UInt32(count)), by: name)
    else { return nil }
    return (0..<read).compactMap { offset in
      guard case .value(let byte) = space.perform(.load(.byte, through: 0, offset: Int32(offset)), by: name) else {
        return nil
      }
      return UInt8(truncatingIfNeeded: byte)
    }
  }

  @Test mutating func `The console swallows what is written and has nothing to read`() {
    #expect(write([1, 2], to: 1) == .count(bytes: 2))
    #expect(read(10, from: 0) == [])
    #expect(call(.seek(descriptor: 0, offset: 0, from: .start)) == .failed(.illegalSeek))
    #expect(call(.size(descriptor: 2)) == .value(0))
  }

  @Test mutating func `A pipe gives its bytes in order, blocks while it may get more, and ends with its last writer`() {
    #expect(call(.pipe) == .descriptors(read: 3, write: 4))
    #expect(call(.read(descriptor: 3, through: 0, length: 1)) == .wouldBlock)
    #expect(write([1, 2, 3], to: 4) == .count(bytes: 3))
    #expect(read(2, from: 3) == [1, 2])
    _ = call(.duplicate(descriptor: 4, onto: nil))
    _ = call(.close(descriptor: 4))
    #expect(read(2, from: 3) == [3])
    #expect(call(.read(descriptor: 3, through: 0, length: 1)) == .wouldBlock)
    #expect(call(.close(descriptor: 4)) == .failed(.badFileDescriptor))
    #expect(call(.close(descriptor: 5)) == .done)
    #expect(read(1, from: 3) == [])
  }

  @Test mutating func `The end of a pipe comes when the child has closed it, too`() {
    _ = call(.pipe)
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    _ = call(.close(descriptor: 4))
    #expect(call(.read(descriptor: 3, through: 0, length: 1)) == .wouldBlock)
    _ = space.perform(.exit(status: 0), by: child)
    #expect(read(1, from: 3) == [])
  }

  @Test mutating func `Descriptors have a direction`() {
    _ = call(.pipe)
    #expect(call(.read(descriptor: 4, through: 0, length: 1)) == .failed(.badFileDescriptor))
    #expect(call(.write(descriptor: 3, through: 0, length: 0)) == .failed(.badFileDescriptor))
    #expect(call(.write(descriptor: 4, through: 7, length: 0)) == .count(bytes: 0))
    #expect(call(.write(descriptor: 4, through: 7, length: 1)) == .failed(.badAddress))
  }

  @Test mutating func `A write of 512 bytes is taken as a whole or not at all`() {
    _ = call(.pipe)
    #expect(call(.write(descriptor: 4, through: 0, length: 1)) == .count(bytes: 1))
    #expect(call(.write(descriptor: 4, through: 0, length: 512)) == .wouldBlock)
    #expect(call(.write(descriptor: 4, through: 0, length: 511)) == .count(bytes: 511))
    #expect(call(.write(descriptor: 4, through: 0, length: 513)) == .wouldBlock)
    _ = read(12, from: 3)
    #expect(call(.write(descriptor: 4, through: 0, length: 513)) == .count(bytes: 12))
  }

  @Test mutating func `Parent and child share an offset, and each its own descriptors`() {
    #expect(call(.open(file: 7, access: .readWrite, options: [.create])) == .descriptor(number: 3))
    #expect(write([10, 11, 12, 13], to: 3) == .count(bytes: 4))
    #expect(call(.seek(descriptor: 3, offset: 0, from: .start)) == .value(0))
    _ = space.perform(.fork(child: child, strategy: nil), by: .first)
    #expect(read(2, from: 3, by: child) == [10, 11])
    _ = call(.close(descriptor: 3), by: child)
    #expect(read(2, from: 3) == [12, 13])
    #expect(call(.open(file: 7, access: .readOnly, options: [])) == .descriptor(number: 4))
    #expect(read(1, from: 4) == [10])
  }

  @Test mutating func `A hole is zeros, and what appends goes to the end`() {
    _ = call(.open(file: 1, access: .readWrite, options: [.create]))
    _ = write([9], to: 3)
    #expect(call(.seek(descriptor: 3, offset: 2, from: .end)) == .value(3))
    _ = write([8], to: 3)
    #expect(call(.size(descriptor: 3)) == .value(4))
    _ = call(.open(file: 1, access: .writeOnly, options: [.append]))
    _ = write([7], to: 4)
    #expect(call(.seek(descriptor: 3, offset: 0, from: .start)) == .value(0))
    #expect(read(100, from: 3) == [9, 0, 0, 8, 7])
    #expect(call(.truncate(descriptor: 4, length: 1)) == .done)
    #expect(call(.truncate(descriptor: 4, length: 3)) == .done)
    #expect(call(.seek(descriptor: 3, offset: 0, from: .start)) == .value(0))
    #expect(read(100, from: 3) == [9, 0, 0])
  }

  @Test mutating func `A file lives on without its name as long as it is open`() {
    _ = call(.open(file: 1, access: .readWrite, options: [.create]))
    _ = write([5], to: 3)
    #expect(call(.unlink(file: 1)) == .done)
    #expect(call(.unlink(file: 1)) == .failed(.noSuchFile))
    #expect(call(.open(file: 1, access: .readOnly, options: [])) == .failed(.noSuchFile))
    #expect(call(.open(file: 1, access: .readWrite, options: [.create, .exclusive])) == .descriptor(number: 4))
    #expect(call(.open(file: 1, access: .readWrite, options: [.create, .exclusive])) == .failed(.fileExists))
    #expect(call(.size(descriptor: 4)) == .value(0))
    #expect(call(.size(descriptor: 3)) == .value(1))
  }

  @Test mutating func `Flags that mean nothing are refused before the name is looked at`() {
    #expect(call(.open(file: 1, access: .readWrite, options: [.exclusive])) == .failed(.invalidArgument))
    #expect(call(.open(file: 1, access: .readOnly, options: [.create, .truncate])) == .failed(.invalidArgument))
    #expect(call(.open(file: 1, access: .readOnly, options: [])) == .failed(.noSuchFile))
  }

  @Test mutating func `Offsets are never negative, and lengths fit into 63 bits`() {
    _ = call(.open(file: 1, access: .readOnly, options: [.create]))
    #expect(call(.seek(descriptor: 3, offset: -1, from: .end)) == .failed(.invalidArgument))
    #expect(call(.seek(descriptor: 3, offset: .max, from: .start)) == .value(UInt64(Int64.max)))
    #expect(call(.seek(descriptor: 3, offset: 1, from: .current)) == .failed(.overflow))
    #expect(call(.truncate(descriptor: 3, length: 0)) == .failed(.invalidArgument))
    #expect(call(.truncate(descriptor: 99, length: 1 << 63)) == .failed(.invalidArgument))
    #expect(call(.truncate(descriptor: 99, length: 0)) == .failed(.badFileDescriptor))
  }

  @Test mutating func `Descriptors are the lowest that are free, up to the limit`() {
    var world = ForkTests.world(.copy)
    world.descriptors = 5
    space = AddressSpace(world)
    #expect(call(.close(descriptor: 1)) == .done)
    #expect(call(.duplicate(descriptor: 0, onto: nil)) == .descriptor(number: 1))
    #expect(call(.duplicate(descriptor: 0, onto: 4)) == .descriptor(number: 4))
    #expect(call(.pipe) == .failed(.tooManyFiles))
    #expect(call(.duplicate(descriptor: 2, onto: nil)) == .descriptor(number: 3))
    #expect(call(.duplicate(descriptor: 2, onto: nil)) == .failed(.tooManyFiles))
    #expect(call(.open(file: 1, access: .readOnly, options: [])) == .failed(.tooManyFiles))
    #expect(call(.duplicate(descriptor: 2, onto: 2)) == .descriptor(number: 2))
    #expect(call(.duplicate(descriptor: 2, onto: 5)) == .failed(.badFileDescriptor))
    #expect(call(.duplicate(descriptor: 9, onto: 9)) == .failed(.badFileDescriptor))
  }

  @Test mutating func `A pointer that has passed through a pipe is no pointer any more`() {
    _ = call(.pipe)
    _ = space.perform(.storePointer(0, through: 0, offset: 0), by: .first)
    #expect(call(.write(descriptor: 4, through: 0, length: 16)) == .count(bytes: 16))
    #expect(call(.read(descriptor: 3, through: 0, length: 16)) == .count(bytes: 16))
    _ = space.perform(.loadPointer(into: 2, through: 0, offset: 0), by: .first)
    guard let pointer = space.perform(.inspect(2), by: .first).capability else {
      Issue.record("no register"); return
    }
    #expect(!pointer.tag)
  }

  @Test mutating func `A buffer in a page that may not be written fails as a whole`() {
    _ = call(.open(file: 1, access: .readWrite, options: [.create]))
    _ = write([1, 2, 3], to: 3)
    _ = call(.seek(descriptor: 3, offset: 0, from: .start))
    // Register 1 reaches the text, which nobody can write.
    #expect(call(.read(descriptor: 3, through: 1, length: 1)) == .failed(.badAddress))
    // One byte would be enough, but the buffer is longer than the bounds.
    #expect(call(.read(descriptor: 3, through: 0, length: 0x4001)) == .failed(.badAddress))
    #expect(read(0x4000, from: 3) == [1, 2, 3])
    #expect(call(.write(descriptor: 1, through: 1, length: 1)) == .count(bytes: 1))
  }
}
