import Architecture

/// The frames of shared memory objects.
extension AddressSpace {
  /// Rule ``fork.sharedObject.frame``: A page of a shared memory object has a frame of its own without an origin, which
  /// all who map it show.
  mutating func provide(sharedPages: Range<Int>) {
    for page in sharedPages { sharedFrames[page] = allocate(Frame(origin: nil, background: 0)) }
  }

  mutating func clear(_ bytes: Range<Int>, ofSharedPage page: Int) {
    let number = sharedFrame(page)
    var frame = frame(number)
    for offset in bytes where frame.byte(at: offset) != 0 { frame.store(0, at: offset) }
    frames[number] = frame
  }

  func byte(ofSharedPage page: Int, at offset: Int) -> UInt8 {
    frame(sharedFrame(page)).byte(at: offset)
  }

  mutating func store(_ byte: UInt8, at offset: Int, ofSharedPage page: Int) {
    frames[sharedFrame(page)]?.store(byte, at: offset)
  }

  /// The frame of a page of a shared memory object. Rule: ``fork.sharedObject.frame``.
  private func sharedFrame(_ page: Int) -> Int {
    guard let number = sharedFrames[page] else {
      impossible("fork.sharedObject.frame", "page \(page) of shared memory is in use, and has no frame")
    }
    return number
  }

  /// Nobody may rely on what is there, so it may be zero.
  mutating func forget(_ bytes: Range<Int>, ofSharedPage page: Int) { clear(bytes, ofSharedPage: page) }

  /// Rule ``fork.sharedObject.release``: A frame of a shared memory object lives as long as the object has the page;
  /// then no page of a process shows it any more.
  mutating func releaseSharedMemory() {
    let pages = files.objectPages
    sharedFrames = sharedFrames.filter { pages.contains($0.key) }
    for (name, process) in processes {
      for (page, content) in process.layout.pages where content.isDiscarded { processes[name]?.mappings[page] = nil }
    }
    releaseUnmappedFrames()
  }
}
