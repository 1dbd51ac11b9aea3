/// What relocation does with a tagged capability that neither lies inside the origin region nor is a kernel entry.
public enum RelocationPolicy: String, CaseIterable, Codable, Hashable, Sendable,
  CustomStringConvertible
{
  /// Its tag is cleared.
  case clear
  /// Its bounds are intersected with the origin region, then shifted (the paper).
  case clamp

  /// The name of the policy.
  public var description: String { rawValue }
}
