/// A state of a ``PhysicalMemory`` to return to.
///
/// Marks are a stack: returning to one invalidates those made after it.
public struct MemoryMark: Sendable {
  let position: Int
  /// The records of the frames that were prepared for writing.
  let prepared: Range<Int>
}
