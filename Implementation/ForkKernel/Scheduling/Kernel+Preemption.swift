import Emulator

extension Kernel {
  /// Lets whoever wants to act at a preemption point.
  mutating func reach(_ point: PreemptionPoint) {
    guard let handler = preemptionHandler else { return }
    preemptionHandler = nil
    handler(point, &self)
    preemptionHandler = handler
  }

  /// Gives a process another thread, with the registers of its first. For tests of interleavings.
  package mutating func addThread(likeFirstOf process: ProcessID) -> Int32 {
    threads[addThread(to: process, context: context(of: processes[process].firstThread))].identifier
  }

  /// The integer in a register of a thread, by the thread's identifier. For tests of interleavings.
  package func readInteger(_ number: Int, ofThread identifier: Int32) -> UInt64? {
    threads.ids.first { threads[$0].identifier == identifier }.map { register(number, of: $0).address }
  }

  /// Lets a thread of a process execute one instruction while the kernel is at work for another one, as another hart
  /// would. An instruction that needs the kernel waits for its lock: it is not executed.
  ///
  /// - Parameter thread: the identifier of the thread; the first one if none is given.
  /// - Returns: whether the instruction was executed. It is not if it trapped, if there is no such thread or it is
  ///   inside of the kernel itself, or if the kernel has only one hart.
  public mutating func interleave(
    _ instruction: UInt32, as process: ProcessID, thread identifier: Int32? = nil
  ) -> Bool {
    guard configuration.harts > 1, let thread = thread(identifier, of: process), threads.loaded[hartInKernel] != thread,
      threads[thread].call == nil, threads[thread].state == .ready
    else { return false }
    let hart = hartInKernel == 0 ? configuration.harts - 1 : 0
    load(thread, on: hart)
    return inject(instruction, into: process, hart: hart) == nil
  }
}

/// Where others may act while the kernel is at work for a process.
///
/// The kernel holds its one lock there: what the others do must not need the kernel.
public enum PreemptionPoint: String, CaseIterable, Hashable, Sendable {
  // Fork.

  /// A fork has its frames reserved and has a region; nothing of the parent has been looked at.
  case forkGranted = "fork-granted"
  /// Parent and child share a leaf of the page table, invisible to the hardware.
  case leafShared = "leaf-shared"
  /// The whole of the parent is invisible to the hardware, and stays so until the fork is over.
  case parentFrozen = "parent-frozen"
  /// The child has a page: between two pages that are copied at fork.
  case childPageCopied = "child-page-copied"

  // The fault handler. The first three are reached wherever a frame is copied or relocated, at fork as well.

  /// The faulting page shows its new frame, which has no contents yet, and is inaccessible.
  case pageRemapped = "page-remapped"
  /// The frame has its contents, relative to another region still.
  case pageCopied = "page-copied"
  /// The frame's capabilities have been relocated; the page is still inaccessible.
  case pageRelocated = "page-relocated"
  /// The page is accessible.
  case pageServed = "page-served"

  // System calls.

  /// The arguments of a call have been checked, and what they refer to has not been read or written yet.
  case argumentsChecked = "arguments-checked"
  /// A piece of what an argument refers to, up to the end of a page, has been read or written.
  case pieceTransferred = "piece-transferred"
  /// New pages are mapped, and the call has not returned yet.
  case pagesMapped = "pages-mapped"
}
