/// Where others may act while the kernel is at work for a process.
///
/// The kernel holds its one lock there: what the others do must not need the kernel.
public enum PreemptionPoint: String, CaseIterable, Hashable, Sendable {
  /// A fork has been promised its frames and has a region; nothing of the parent has been looked at.
  case forkGranted = "fork-granted"
  /// The faulting page shows its new frame, which has no contents yet.
  case pageRemapped = "page-remapped"
  /// The new frame has its contents, and the page is still inaccessible.
  case pageCopied = "page-copied"
  /// The arguments of a call have been checked, and not been read yet.
  case argumentsChecked = "arguments-checked"
  /// A piece of an argument, up to the end of a page, has been read or written.
  case pieceTransferred = "piece-transferred"
}
