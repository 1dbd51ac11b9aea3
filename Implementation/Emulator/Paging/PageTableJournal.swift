/// What has to be undone to bring a page table back to a mark.
///
/// Recording costs one comparison a write while there is no mark, and one record a write while there is one; undoing
/// costs as much as was written since.
struct PageTableJournal {
  private enum Record {
    case word(PageTableNode, Int, UInt64)
    case allocated(PageTableNode)
    case freed(PageTableNode)
  }

  private var records: [Record] = []
  private(set) var isRecording = false

  @inline(__always)
  mutating func note(_ node: PageTableNode, _ index: Int) {
    if isRecording { records.append(.word(node, index, node.words[index])) }
  }

  mutating func noteAllocation(of node: PageTableNode) {
    if isRecording { records.append(.allocated(node)) }
  }

  /// Keeps a freed node for as long as a mark may want it back; `false` if there is no mark.
  mutating func keep(_ node: PageTableNode) -> Bool {
    if isRecording { records.append(.freed(node)) }
    return isRecording
  }

  mutating func mark() -> Int {
    isRecording = true
    return records.count
  }

  /// Undoes everything since the mark, newest first; the mark stays.
  ///
  /// - Returns: by how much the number of nodes changed.
  mutating func undo(to mark: Int) -> Int {
    var change = 0
    while records.count > mark, let record = records.popLast() {
      switch record {
      case .word(let node, let index, let word): node.words[index] = word
      case .allocated(let node):
        node.deallocate()
        change -= 1
      case .freed: change += 1
      }
    }
    return change
  }

  /// Forgets every mark; nothing can be undone afterwards.
  mutating func discardAll() {
    for case .freed(let node) in records { node.deallocate() }
    records.removeAll()
    isRecording = false
  }
}

extension PageTable {
  /// Marks the present state, to be returned to with ``restore(to:)`` as often as wanted.
  ///
  /// From now on every change is recorded, until ``discardMarks()``.
  public func mark() -> Int { state.pointee.journal.mark() }

  /// Returns to the state at a mark, in time proportional to what changed since; later marks become meaningless.
  public func restore(to mark: Int) {
    state.pointee.nodeCount += state.pointee.journal.undo(to: mark)
  }

  /// Forgets every mark and stops recording.
  public func discardMarks() { state.pointee.journal.discardAll() }
}
