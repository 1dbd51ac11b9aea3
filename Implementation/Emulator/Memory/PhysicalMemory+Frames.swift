extension PhysicalMemory {
  /// How many frames are free.
  public var freeFrameCount: Int { allocator.freeCount }

  /// Takes a free frame, all zeros and without tags.
  ///
  /// - Returns: its number, or `nil` if no frame is free.
  public mutating func allocateFrame() -> Int? {
    guard let taken = take() else { return nil }
    let frame = Int(taken.frame)
    if !taken.isUntouched {
      zero(frame: frame)
      didWrite(frame: frame)
    }
    return frame
  }

  /// Takes a free frame whose contents are left over from its last use, for a caller who writes all of it at once.
  ///
  /// - Returns: its number, or `nil` if no frame is free.
  public mutating func allocateFrameToOverwrite() -> Int? {
    take().map { Int($0.frame) }
  }

  /// Gives a frame back. Its contents stay until it is taken again.
  public mutating func freeFrame(_ frame: Int) {
    willWrite(frame: frame)
    allocator.giveBack(UInt32(truncatingIfNeeded: frame))
    journal.append(.givenBack)
  }

  private mutating func take() -> FrameAllocator.Taken? {
    guard let taken = allocator.take() else { return nil }
    // What a free frame holds is nobody's: there is nothing to save. A frame that was in use at a mark was saved when
    // it was given back.
    epochs[Int(taken.frame)] = epoch
    journal.append(.taken(frame: taken.frame, wasReturned: taken.wasReturned))
    return taken
  }
}
