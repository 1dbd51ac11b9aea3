/// Which frames are free: those that were given back, the last one first, then those that were never taken.
///
/// Every change has an inverse, so that the order of allocation after returning to a mark is what it was before.
struct FrameAllocator {
  private let frameCount: Int
  private var returned: ContiguousArray<UInt32> = []
  private var firstUnused = 0
  /// Frames from here on were never taken, not even by something that has been undone.
  private var firstUntouched = 0

  init(frameCount: Int) {
    self.frameCount = frameCount
  }

  /// How many frames are free.
  var freeCount: Int { returned.count + frameCount - firstUnused }

  /// Takes a frame, and says where it came from.
  mutating func take() -> Taken? {
    if let frame = returned.popLast() { return Taken(frame: frame, wasReturned: true, isUntouched: false) }
    guard firstUnused < frameCount else { return nil }
    let frame = firstUnused
    firstUnused += 1
    let isUntouched = frame >= firstUntouched
    firstUntouched = max(firstUntouched, firstUnused)
    return Taken(frame: UInt32(truncatingIfNeeded: frame), wasReturned: false, isUntouched: isUntouched)
  }

  /// Gives a frame back.
  mutating func giveBack(_ frame: UInt32) {
    returned.append(frame)
  }

  /// Undoes the latest ``take()`` that has not been undone.
  mutating func undoTake(of frame: UInt32, wasReturned: Bool) {
    if wasReturned { returned.append(frame) } else { firstUnused -= 1 }
  }

  /// Undoes the latest ``giveBack(_:)`` that has not been undone.
  mutating func undoGiveBack() {
    _ = returned.popLast()
  }

  /// A frame that was free.
  struct Taken {
    var frame: UInt32
    /// Whether it had been in use before and was given back.
    var wasReturned: Bool
    /// Whether it is still as the host made it: all zeros.
    var isUntouched: Bool
  }
}

/// A set of frames, one bit each.
struct FrameSet {
  private var words: ContiguousArray<UInt64>
  /// How many frames are in the set.
  private(set) var count = 0

  init(frameCount: Int) {
    words = ContiguousArray(repeating: 0, count: (frameCount + 63) / 64)
  }

  @inline(__always)
  func contains(_ frame: Int) -> Bool {
    (words[frame &>> 6] &>> UInt64(truncatingIfNeeded: frame)) & 1 != 0
  }

  mutating func insert(_ frame: Int) {
    guard !contains(frame) else { return }
    words[frame &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: frame)
    count &+= 1
  }

  mutating func removeAll() {
    guard count > 0 else { return }
    for index in words.indices { words[index] = 0 }
    count = 0
  }
}
