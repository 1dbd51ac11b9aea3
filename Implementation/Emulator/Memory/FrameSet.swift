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
