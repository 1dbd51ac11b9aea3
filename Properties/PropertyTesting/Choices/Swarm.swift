/// The alternatives that are switched on for one case, by position; see ``ChoiceSource/swarm(of:)``.
public struct Swarm: Hashable, Sendable {
  /// Nothing is switched off.
  public static let everything = Swarm(allowed: .max)

  let allowed: UInt64

  /// Whether an alternative is switched on.
  public func allows(_ position: Int) -> Bool {
    position >= 64 || allowed & (1 << UInt64(position)) != 0
  }
}
