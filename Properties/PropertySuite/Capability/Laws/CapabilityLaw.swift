import ExactIntegers

/// Something that is so for every capability of every format: a statement about the Model alone.
///
/// The three formats for use are tried at random; toy formats are enumerated completely.
package struct CapabilityLaw: Sendable {
  /// The name, as a property's.
  package let name: String
  /// The law in a sentence.
  package let guarantee: String
  /// The rules of the Model that it speaks of.
  package let rules: [String]
  /// Which capabilities it speaks of.
  package let domain: Domain
  /// What it speaks of beside a capability.
  package let operand: Operand
  /// What it says of a case.
  package let verdict: @Sendable (LawCase) -> LawVerdict
  /// A neighbour of the law that sounds as plausible and is false.
  package let falseLaw: FalseLaw

  /// Which capabilities a law speaks of.
  package enum Domain: Sendable {
    /// Those that can be derived from the root, with or without their tag.
    case derived
    /// Every bit pattern.
    case patterns
  }

  /// What a law speaks of beside a capability.
  package enum Operand: Sendable {
    case nothing
    /// A number of bytes, an address or a mask: as many bits as an address has.
    case number
    /// A metadata word.
    case metadata
    /// Another capability, of the same domain.
    case capability
    /// A relocation between regions as far apart as they should be.
    case relocation
  }

  /// A statement that looks like the law but doesn't hold. It shows that the law's cases could tell.
  package struct FalseLaw: Sendable {
    /// The statement in a sentence.
    package let claim: String
    /// Where it needs a wider domain than the law.
    package let domain: Domain?
    /// What it says of a case.
    package let verdict: @Sendable (LawCase) -> LawVerdict

    init(_ claim: String, of domain: Domain? = nil, verdict: @escaping @Sendable (LawCase) -> LawVerdict) {
      self.claim = claim
      self.domain = domain
      self.verdict = verdict
    }
  }

  init(
    _ name: String, _ guarantee: String, rules: [String], of domain: Domain = .derived,
    with operand: Operand = .nothing,
    verdict: @escaping @Sendable (LawCase) -> LawVerdict, falseLaw: () -> FalseLaw
  ) {
    self.name = name
    self.guarantee = guarantee
    self.rules = rules
    self.domain = domain
    self.operand = operand
    self.verdict = verdict
    self.falseLaw = falseLaw()
  }

  /// The false law in the place of the law.
  package var falsified: CapabilityLaw {
    CapabilityLaw(
      name + ".falseLaw", falseLaw.claim, rules: rules, of: falseLaw.domain ?? domain, with: operand,
      verdict: falseLaw.verdict
    ) {
      falseLaw
    }
  }

  /// Every law, in reading order.
  package static let all = encoding + bounds + address + permissions + sealing + relocation
}

/// What a law says of one case.
package enum LawVerdict: Sendable {
  /// The law doesn't speak of it.
  case silent
  case holds
  case fails(expected: String, observed: String)

  static func equal<Value: Equatable>(_ observed: Value, _ expected: Value) -> LawVerdict {
    observed == expected ? .holds : .fails(expected: "\(expected)", observed: "\(observed)")
  }

  static func equal(_ observed: Integer, _ expected: Integer) -> LawVerdict {
    observed == expected ? .holds : .fails(expected: expected.hexadecimal, observed: observed.hexadecimal)
  }

  static func claim(_ isSo: Bool, _ expected: @autoclosure () -> String, _ observed: Any) -> LawVerdict {
    isSo ? .holds : .fails(expected: expected(), observed: "\(observed)")
  }
}
