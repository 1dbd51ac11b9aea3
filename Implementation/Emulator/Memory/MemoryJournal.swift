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
