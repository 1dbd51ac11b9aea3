/// The bytes and tags of a frame, set aside.
struct SavedFrame {
  private let start: UnsafeMutableRawPointer

  init() {
    start = .allocate(byteCount: PhysicalMemory.frameSize + 32, alignment: 64)
  }

  private var tags: UnsafeMutablePointer<UInt64> {
    (start + PhysicalMemory.frameSize).assumingMemoryBound(to: UInt64.self)
  }

  func copy(data: UnsafeMutableRawPointer, tags: UnsafeMutablePointer<UInt64>) {
    start.copyMemory(from: data, byteCount: PhysicalMemory.frameSize)
    self.tags.initialize(from: tags, count: PhysicalMemory.tagWordsPerFrame)
  }

  func restore(data: UnsafeMutableRawPointer, tags: UnsafeMutablePointer<UInt64>) {
    data.copyMemory(from: start, byteCount: PhysicalMemory.frameSize)
    tags.update(from: self.tags, count: PhysicalMemory.tagWordsPerFrame)
  }

  func deallocate() {
    start.deallocate()
  }
}
