extension PhysicalMemory {
  /// Names the present state, to return to later. From now on the first write to a frame in each epoch saves it.
  ///
  /// Permissions to store by pointer that were asked for before are void, but for some frames if they are named: these
  /// are ready for writing, and so they are after each return to the mark.
  public mutating func mark(preparing frames: [Int] = []) -> MemoryMark {
    beginEpoch()
    let start = journal.begin()
    for frame in frames { willWrite(frame: frame) }
    return journal.mark(preparedSince: start)
  }

  /// Returns to the state at a mark, in time proportional to the frames written, taken and given back since. The mark
  /// stays, and those made after it are void, as are permissions to store by pointer to frames that it did not name.
  public mutating func restore(to mark: MemoryMark) {
    while let record = journal.popRecord(after: mark) {
      switch record {
      case .written(let frame, let saved):
        saved.restore(data: data(ofFrame: Int(frame)), tags: tags(ofFrame: Int(frame)))
        journal.reuse(saved)
        didWrite(frame: Int(frame))
      case .taken(let frame, let wasReturned): allocator.undoTake(of: frame, wasReturned: wasReturned)
      case .givenBack: allocator.undoGiveBack()
      }
    }
    beginEpoch()
    for index in mark.prepared {
      guard case .written(let frame, let saved) = journal.record(index) else { continue }
      saved.restore(data: data(ofFrame: Int(frame)), tags: tags(ofFrame: Int(frame)))
      didWrite(frame: Int(frame))
      epochs[Int(frame)] = epoch
    }
  }

  /// Forgets every mark: the present state is final, and writing costs nothing extra.
  public mutating func discardMarks() {
    journal.discardMarks()
  }

  /// Must be called before the first store by pointer to a frame in an epoch; calling it again costs one comparison.
  @inline(__always)
  public mutating func willWrite(frame: Int) {
    if epochs[frame] != epoch { beginWriting(frame: frame) }
  }

  /// Whether stores by pointer to a frame are permitted in this epoch.
  @inline(__always)
  public func isReadyForWriting(frame: Int) -> Bool { epochs[frame] == epoch }

  /// Must be called after a store by pointer, unless the caller knows that the frame holds no code.
  @inline(__always)
  public mutating func didWrite(frame: Int) {
    if codeFrames.count != 0 && codeFrames.contains(frame) { forgetCode() }
  }

  /// Records that something was derived from a frame's contents: ``codeGeneration`` changes at the next write to it.
  public mutating func markCode(frame: Int) {
    codeFrames.insert(frame)
  }

  /// Whether ``markCode(frame:)`` was called since the code generation changed.
  @inline(__always)
  public func holdsCode(frame: Int) -> Bool { codeFrames.contains(frame) }

  @inline(never)
  private mutating func beginWriting(frame: Int) {
    epochs[frame] = epoch
    if journal.isRecording {
      journal.save(
        frame: UInt32(truncatingIfNeeded: frame), data: data(ofFrame: frame), tags: tags(ofFrame: frame))
    }
  }

  private mutating func beginEpoch() {
    if epoch == .max {
      epochs.update(repeating: 0, count: frameCount)
      epoch = 0
    }
    epoch += 1
  }

  @inline(never)
  private mutating func forgetCode() {
    codeFrames.removeAll()
    codeGeneration &+= 1
  }
}

/// What has to be undone to bring a memory back to a mark.
struct MemoryJournal: ~Copyable {
  enum Record {
    /// A frame was written for the first time in an epoch: what it held before.
    case written(frame: UInt32, saved: SavedFrame)
    case taken(frame: UInt32, wasReturned: Bool)
    case givenBack
  }

  private var records: ContiguousArray<Record> = []
  private var spare: ContiguousArray<SavedFrame> = []
  private(set) var isRecording = false

  /// Begins to record if nothing does yet.
  ///
  /// - Returns: how many records there are.
  mutating func begin() -> Int {
    isRecording = true
    return records.count
  }

  /// Names the present state; the records since `start` are of frames that were prepared for writing.
  func mark(preparedSince start: Int) -> MemoryMark {
    MemoryMark(position: records.count, prepared: start..<records.count)
  }

  mutating func append(_ record: Record) {
    if isRecording { records.append(record) }
  }

  mutating func save(frame: UInt32, data: UnsafeMutableRawPointer, tags: UnsafeMutablePointer<UInt64>) {
    let saved = spare.popLast() ?? SavedFrame()
    saved.copy(data: data, tags: tags)
    records.append(.written(frame: frame, saved: saved))
  }

  /// The newest record after the mark, which the caller has to undo.
  mutating func popRecord(after mark: MemoryMark) -> Record? {
    records.count > mark.position ? records.popLast() : nil
  }

  /// A record that the caller undoes and that stays.
  func record(_ index: Int) -> Record { records[index] }

  /// Keeps the room of a saved frame for another one.
  mutating func reuse(_ saved: SavedFrame) {
    spare.append(saved)
  }

  /// Forgets every mark; nothing can be undone afterwards.
  mutating func discardMarks() {
    for case .written(_, let saved) in records { saved.deallocate() }
    for saved in spare { saved.deallocate() }
    records.removeAll()
    spare.removeAll()
    isRecording = false
  }

  deinit {
    for case .written(_, let saved) in records { saved.deallocate() }
    for saved in spare { saved.deallocate() }
  }
}

/// A state of a ``PhysicalMemory`` to return to.
///
/// Marks are a stack: returning to one invalidates those made after it.
public struct MemoryMark: Sendable {
  let position: Int
  /// The records of the frames that were prepared for writing.
  let prepared: Range<Int>
}

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
