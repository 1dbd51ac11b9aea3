public import ExactIntegers

/// The POSIX view held against somebody's observations, step by step.
public struct PosixReference: Sendable {
  /// The processes as they must be.
  public private(set) var system: PosixSystem
  /// Where the regions lie, as far as it was observed.
  public private(set) var placement = Placement()

  /// Starts a world whose first region lies at an address.
  public init(_ world: InitialWorld, regionBase: Integer) {
    system = PosixSystem(world)
    placement.note(.first, regionBase: regionBase)
  }

  /// Judges an observation, and follows it if it is allowed.
  ///
  /// Rule ``guarantee.forkTransparency``: What processes observe under full copy, copy on access and copy on pointer access
  /// is what the POSIX view allows, at every step.
  ///
  /// - Returns: nil if the POSIX view allows it, otherwise what it allows instead.
  public mutating func judge(
    _ outcome: Outcome, of action: ProcessAction, by name: ProcessNumber, thread: Int = 0
  ) -> Expectation? {
    let expectation = system.perform(action, by: name, thread: thread)
    guard expectation.allows(outcome, by: name, in: placement, space: system.space) else { return expectation }
    if let child = action.child, case .forked(let base) = outcome { placement.note(child, regionBase: base) }
    if case .executed(let base) = outcome { placement.note(name, regionBase: base) }
    system.settle(action, by: name, as: outcome)
    return nil
  }
}
