/// What ``PageTable/unshareLeaf(of:)`` did.
public enum PageTableUnsharing: Hashable, Sendable {
  /// The leaf had no other user.
  case takenOver
  /// The leaf was copied; every frame in it has one more mapping.
  case copied
}
