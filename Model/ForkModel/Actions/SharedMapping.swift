/// What mmap is asked to map of a shared memory object.
public struct SharedMapping: Hashable, Sendable {
  /// The descriptor of the object.
  public let descriptor: Int
  /// The first page, counted from the start of the object.
  public let page: Int
  /// How many pages.
  public let pages: Int
  /// What may be done with the pages.
  public let protection: Protection

  /// Makes a mapping of pages of an object, counted from its start.
  public init(descriptor: Int, page: Int, pages: Int, protection: Protection) {
    self.descriptor = descriptor
    self.page = page
    self.pages = pages
    self.protection = protection
  }
}
