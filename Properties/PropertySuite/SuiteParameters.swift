public import Architecture

/// What a run of the suite is restricted to.
public struct SuiteParameters: Codable, Hashable, Sendable {
  /// The capability formats to check, in the order given.
  public var formats: [FormatName]
  /// The strategies that generated programs may use for fork.
  public var strategies: [ForkStrategy]
  /// The isolation level of the kernel under test.
  public var isolation: IsolationLevel

  /// Makes parameters; everything at the adversarial level unless told.
  public init(
    formats: [FormatName] = FormatName.allCases, strategies: [ForkStrategy] = ForkStrategy.allCases,
    isolation: IsolationLevel = .adversarial
  ) {
    self.formats = formats
    self.strategies = strategies
    self.isolation = isolation
  }
}
