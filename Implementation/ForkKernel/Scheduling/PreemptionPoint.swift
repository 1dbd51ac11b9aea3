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
