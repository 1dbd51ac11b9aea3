public import ExactIntegers

/// A system call that changes which pages a process has, or what it may do with them.
public enum MemoryCall: Hashable, Sendable {
  /// Maps zeroed pages wherever there is a gap, and puts a pointer to them into a register.
  case map(into: Int, pages: Int, protection: Protection, isShared: Bool)
  /// Maps pages of a shared memory object, and puts a pointer to them into a register.
  case mapShared(into: Int, SharedMapping)
  /// Unmaps pages from the address in a register on.
  case unmap(through: Int, pages: Int)
  /// Changes what may be done with pages from the address in a register on.
  case protect(through: Int, pages: Int, protection: Protection)
  /// Moves the end of the heap to so many bytes behind its start, and puts a pointer to the heap into a register.
  case setBreak(into: Int, bytes: Integer)
}
