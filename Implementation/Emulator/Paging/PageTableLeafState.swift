/// How a place of the table stands to its leaf.
public enum PageTableLeafState: Hashable, Sendable {
  /// There is no leaf: nothing is mapped.
  case absent
  /// The hardware sees the leaf.
  case published
  /// The leaf hangs below an invalid upper entry: the hardware sees nothing. `copiedOnAccess` tells what kind of lazy
  /// fork put it there.
  case hidden(copiedOnAccess: Bool)
}
