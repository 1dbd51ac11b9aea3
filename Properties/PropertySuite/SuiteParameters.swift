public import Architecture

/// What a run of the suite is restricted to.
public struct SuiteParameters: Codable, Hashable, Sendable {
  /// The capability formats to check, in the order given.
  public var formats: [FormatName]
  /// The strategies that generated programs may use for fork.
  public var strategies: [ForkStrategy]
  /// The isolation level of the kernel under test.
  public var isolation: IsolationLevel
  /// Whether the kernel has plain pointers, and as many frames and regions as it likes: programs then keep to what
  /// holds of every POSIX system.
  public var isPlain: Bool

  /// Makes parameters; everything at the adversarial level unless told.
  public init(
    formats: [FormatName] = FormatName.allCases, strategies: [ForkStrategy] = ForkStrategy.allCases,
    isolation: IsolationLevel = .adversarial, isPlain: Bool = false
  ) {
    self.formats = formats
    self.strategies = strategies
    self.isolation = isolation
    self.isPlain = isPlain
  }
}
