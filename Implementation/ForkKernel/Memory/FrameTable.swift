import Emulator

/// What the kernel knows of every frame, and how many frames it has reserved.
///
/// A frame is **reserved** once to each process and private page (one that is writable, or holds capabilities), or
/// once as a whole if it is neither. A private page shows a frame that is the process's own or shared with relatives
/// for whom theirs were reserved, so there are never more frames in use than reserved: a lazy copy cannot fail.
struct FrameTable: Sendable {
  private var records: ContiguousArray<FrameRecord>
  private var journal: [(frame: UInt32, record: FrameRecord)] = []
  private var isRecording = false
  /// How many frames are reserved, in use or not.
  private(set) var reserved = 0

  /// Makes a table for frames that nothing uses.
  init(count: Int) {
    records = ContiguousArray(repeating: FrameRecord(), count: count)
  }

  /// How many frames there are.
  var count: Int { records.count }

  /// The record of a frame.
  subscript(frame: UInt32) -> FrameRecord {
    get { records[Int(frame)] }
    set {
      if isRecording { journal.append((frame, records[Int(frame)])) }
      records[Int(frame)] = newValue
    }
  }

  /// Adds one mapping of a frame; answers its record.
  @discardableResult
  @inline(__always)
  mutating func retain(_ frame: UInt32) -> FrameRecord {
    if isRecording { journal.append((frame, records[Int(frame)])) }
    records[Int(frame)].references &+= 1
    return records[Int(frame)]
  }

  /// Takes one mapping of a frame away; answers how many are left.
  mutating func release(_ frame: UInt32) -> Int32 {
    if isRecording { journal.append((frame, records[Int(frame)])) }
    records[Int(frame)].references &-= 1
    return records[Int(frame)].references
  }

  /// How many frames can still be reserved.
  var available: Int { count - reserved }

  /// Reserves frames; `false`, and nothing changed, if there are not enough.
  mutating func reserve(_ frames: Int) -> Bool {
    guard frames <= available else { return false }
    reserved += frames
    return true
  }

  /// Takes reservations back.
  mutating func withdraw(_ frames: Int) { reserved -= frames }
}

extension FrameTable {
  /// Marks the present state; from now on every change of a record is remembered.
  mutating func mark() -> FrameTableMark {
    isRecording = true
    return FrameTableMark(position: journal.count, reserved: reserved)
  }

  /// Returns to the state at a mark, in time proportional to what changed since.
  mutating func restore(to mark: FrameTableMark) {
    while journal.count > mark.position, let (frame, record) = journal.popLast() { records[Int(frame)] = record }
    reserved = mark.reserved
  }

  /// Forgets every mark and stops recording.
  mutating func discardMarks() {
    journal.removeAll()
    isRecording = false
  }
}

/// A state of a ``FrameTable`` to return to.
struct FrameTableMark: Sendable {
  let position: Int
  let reserved: Int
}

/// What the kernel knows of one frame of physical memory.
struct FrameRecord: Sendable {
  /// How many page-table entries show it, and one more if the kernel keeps it; entries of a shared leaf count once.
  var references: Int32 = 0
  /// The region that its capabilities are relative to.
  var origin: RegionID = .none
  /// The use of that region that they are relative to.
  var originEpoch: UInt32 = 0
  /// Which page of its region it is, in every process that maps it: fork keeps offsets.
  var page: UInt32 = 0
  /// Whether it was reserved as a whole, not to each process that maps it: text, read-only data, shared mappings.
  var isReservedOnce = false
  /// Whether the kernel keeps it, which is one more reference: text of programs, shared memory objects.
  var isKept = false

  /// How many page-table entries show it.
  var mappings: Int { Int(references) - (isKept ? 1 : 0) }
}
