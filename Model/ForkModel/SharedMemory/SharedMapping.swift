import Architecture

/// What mmap is asked to map of a shared memory object.
struct SharedMapping {
  /// The descriptor of the object.
  let descriptor: Int
  /// The first page, counted from the start of the object.
  let page: Int
  /// How many pages.
  let pages: Int
  /// What may be done with the pages.
  let protection: Options<PageProtection>

  /// What the words of a call ask for.
  init(descriptor: Int32, page: UInt16, pages: UInt16, protection: Options<PageProtection>) {
    self.descriptor = Int(descriptor)
    self.page = Int(page)
    self.pages = Int(pages)
    self.protection = protection
  }
}
