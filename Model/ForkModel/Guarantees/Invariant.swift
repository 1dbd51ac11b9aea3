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
