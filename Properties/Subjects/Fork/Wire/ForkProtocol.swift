/// The wire form of the fork seam: JSON lines, one ``ForkRequest`` and one ``ForkReply`` at a time.
public enum ForkProtocol {
  /// The version that this package speaks. A subject that answers with another one is not spoken to.
  public static let version = 2
}
