/// Names the memory of processes in a ``ProcessMemoryTable``.
struct ProcessMemoryID: Hashable, Sendable {
  /// The position in the table.
  let index: Int32

  /// The memory of those who have none: nothing is mapped in it.
  static let none = ProcessMemoryID(index: 0)
}
