/// Names a thread in the kernel's thread table.
struct ThreadID: Hashable, Sendable {
  /// The position in the thread table.
  let index: Int32

  /// No thread.
  static let none = ThreadID(index: -1)
}
