import Emulator

extension Kernel {
  /// What the kernel takes while it serves a call, and what there may be too little of.
  public enum Allocation: String, CaseIterable, Sendable {
    /// A reservation of frames.
    case frames
    /// A region.
    case region
    /// A place in the table of processes.
    case process
    /// A place among the threads of a process.
    case thread
    /// A place among the open file descriptions.
    case openFile = "open file"
    /// A place for a file, a shared memory object or a message queue with a name.
    case namedObject = "named object"
    /// Room for the bytes of a file.
    case fileSpace = "file space"
  }

  /// Makes the kernel run short for once: one of the allocations to come is refused, whatever there is. Tests see by it
  /// that a call which fails halfway changes nothing.
  ///
  /// - Parameter count: how many allocations go well before it; `nil` takes the refusal back.
  public mutating func refuseAllocation(after count: Int?) {
    grantsUntilRefusal = count
    refusedAllocation = nil
  }

  /// Asked before each allocation, beside whether there is enough.
  mutating func grants(_ allocation: Allocation) -> Bool {
    guard let left = grantsUntilRefusal else { return true }
    grantsUntilRefusal = left > 0 ? left - 1 : nil
    if left > 0 { return true }
    refusedAllocation = allocation
    return false
  }

  /// Reserves frames; `false`, and nothing changed, if there are not enough.
  mutating func reserve(_ count: Int) -> Bool { grants(.frames) && memory.reserve(count) }

  /// Whether another file may be opened.
  mutating func hasRoomForOpenFile() -> Bool { grants(.openFile) && files.hasRoom }
}
