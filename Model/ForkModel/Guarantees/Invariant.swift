/// Something that must hold of every state.
public struct Invariant: Sendable {
  /// The name of its rule.
  public let rule: String
  /// What it says, in a sentence.
  public let guarantee: String
  /// Every place where a state does not meet it, in words.
  let findings: @Sendable (AddressSpaceState) -> [String]

  /// Every way in which a state violates it.
  public func violations(in state: AddressSpaceState) -> [Violation] {
    findings(state).map { Violation(rule: rule, guarantee: guarantee, finding: $0) }
  }

  /// The invariants of frames and their mappings, F1 to F6.
  public static let frames: [Invariant] = [F1, F2, F4, F5, F6]

  /// All invariants of a state.
  public static let all: [Invariant] = [confinement, noStaleAuthority, gatedEntry, bytesOnly] + frames + [accounting]
}

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
