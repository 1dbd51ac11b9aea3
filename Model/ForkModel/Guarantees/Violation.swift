/// A guarantee or an invariant that a state does not meet.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// The rule that is violated: `guarantee.confinement`.
  public let rule: String
  /// The rule in a sentence, without anything that differs between two violations of it.
  public let guarantee: String
  /// Who violates it, and where: the process, frame, granule, pointer.
  public let finding: String

  /// Makes a violation from its parts.
  public init(rule: String, guarantee: String, finding: String) {
    self.rule = rule
    self.guarantee = guarantee
    self.finding = finding
  }

  /// The violation as it is printed.
  public var description: String { "\(rule): \(guarantee) \(finding)" }
}
