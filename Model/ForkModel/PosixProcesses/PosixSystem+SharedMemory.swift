/// What the pages of shared memory hold.
extension PosixSystem {
  /// Nothing: a page that nobody has stored into holds zeros.
  mutating func provide(sharedPages: Range<Int>) {}

  mutating func clear(_ bytes: Range<Int>, ofSharedPage page: Int) {
    overwrite(bytes, ofSharedPage: page, with: .zero)
  }

  mutating func forget(_ bytes: Range<Int>, ofSharedPage page: Int) {
    overwrite(bytes, ofSharedPage: page, with: .undetermined)
  }

  func byte(ofSharedPage page: Int, at offset: Int) -> PosixByte {
    sharedMemory.byte(at: page * ProcessImage.pageSize + offset).written
  }

  mutating func store(_ byte: PosixByte, at offset: Int, ofSharedPage page: Int) {
    sharedMemory.store([byte], at: page * ProcessImage.pageSize + offset)
  }

  /// Overwrites what was stored.
  private mutating func overwrite(_ bytes: Range<Int>, ofSharedPage page: Int, with byte: PosixByte) {
    for offset in bytes {
      let position = page * ProcessImage.pageSize + offset
      if sharedMemory.byte(at: position) != .zero { sharedMemory.store([byte], at: position) }
    }
  }

  /// Rule ``posix.shared.lifetime``: Shared memory lives as long as somebody has it mapped, or an object has it that
  /// lives.
  mutating func releaseSharedMemory() {
    for page in sharedMemory.pagesInUse.subtracting(sharedPagesInUse) { sharedMemory.clear(page: page) }
  }
}
