package import Architecture
package import CapabilityModel
package import ExactIntegers
package import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// A law of capabilities, tried at random in formats for use.
package struct LawProperty: LawOfModel {
  private let law: CapabilityLaw
  private let formats: [FormatName]

  /// Makes the property that a law holds in each of the formats.
  package init(_ law: CapabilityLaw, formats: [FormatName]) {
    self.law = law
    self.formats = formats
  }

  /// A case of a law in raw words; what the law doesn't ask for is absent.
  package struct Case: Codable, Sendable {
    var format: FormatName
    var capability: CapabilityBits
    var number: UInt64?
    var other: CapabilityBits?
    var regions: RegionPair?
    var policy: RelocationPolicy?
  }

  package var name: String { law.name }
  package var guarantee: String { law.guarantee }
  package var rules: [String] { law.rules }
  package var falseLaws: [any Property & Sendable] { [LawProperty(law.falsified, formats: formats)] }

  package var requirements: Requirements {
    // Some laws are about the sealed, or about the few that may seal: one case in a hundred must say something.
    Requirements(cases: 1_000, shares: ["the law speaks of it": 0.01])
  }

  package func generate(from source: inout ChoiceSource) -> Case {
    let format = source.element(of: formats)
    let generator = CapabilityGenerator(format: .named(format))
    let regions = law.operand == .relocation ? RegionPair(in: generator.format, from: &source) : nil
    let capability = capability(generator, regions, from: &source)
    var testCase = Case(format: format, capability: capability.bits, regions: regions)
    switch law.operand {
    case .nothing: break
    case .number: testCase.number = generator.number(for: capability, from: &source)
    case .metadata:
      testCase.number = source.boolean() ? capability.bits.metadata : source.word()
    case .capability: testCase.other = generator.companion(of: capability, from: &source).bits
    case .relocation: testCase.policy = source.boolean() ? .clamp : .clear
    }
    return testCase
  }

  private func capability(
    _ generator: CapabilityGenerator, _ regions: RegionPair?, from source: inout ChoiceSource
  ) -> Capability {
    switch (law.domain, regions) {
    case (.derived, let regions?): generator.derived(around: regions, from: &source)
    case (.derived, nil): generator.derived(from: &source)
    case (.patterns, let regions?): generator.capability(around: regions, from: &source)
    case (.patterns, nil): generator.capability(from: &source)
    }
  }

  package func check(_ testCase: Case, recording: inout Recorder) -> Verdict {
    switch law.verdict(LawCase(testCase)) {
    case .silent: return .holds
    case .holds:
      recording.label("the law speaks of it")
      return .holds
    case .fails(let expected, let observed):
      return .fails(Failure(law.guarantee, step: 0, expected: expected, observed: observed))
    }
  }

  package func problem(with testCase: Case) -> String? {
    testCase.regions?.problem
      ?? (law.operand == .relocation && testCase.regions == nil ? "“regions” is missing" : nil)
  }

  package func describe(_ testCase: Case) -> [String] {
    let lawCase = LawCase(testCase)
    var lines = ["\(testCase.format): \(lawCase.capability)"]
    if let number = testCase.number { lines.append("with 0x\(String(number, radix: 16))") }
    if testCase.other != nil { lines.append("and \(lawCase.other)") }
    if testCase.regions != nil { lines.append("relocated by \(lawCase.relocation)") }
    return lines
  }
}

extension LawCase {
  fileprivate init(_ testCase: LawProperty.Case) {
    let format = Format.named(testCase.format)
    self.init(
      format.capability(testCase.capability), number: Integer(testCase.number ?? 0),
      other: testCase.other.map(format.capability),
      relocation: testCase.regions.map {
        Relocation(
          from: Integer($0.origin), to: Integer($0.destination), sizeLog2: $0.sizeLog2,
          policy: testCase.policy == .clamp ? .clamp : .clear)
      })
  }
}

extension CapabilityGenerator {
  /// A number that may be an address, a length or a mask for a capability.
  fileprivate func number(for capability: Capability, from source: inout ChoiceSource) -> UInt64 {
    switch source.weighted([3, 4, 2]) {
    case 0: address(near: capability, from: &source)
    case 1: length(for: capability, from: &source)
    default: source.word()
    }
  }

  /// A capability that stands in some relation to another: nearly equal to it, above it, or its sealing authority.
  fileprivate func companion(of capability: Capability, from source: inout ChoiceSource) -> Capability {
    switch source.weighted([2, 2, 2]) {
    case 0: similar(to: capability, from: &source)
    case 1: authority(over: capability, from: &source)
    default: sealingAuthority(for: capability, from: &source)
    }
  }

  /// A capability that a program could have derived, inside a region, at its edges, or anywhere.
  fileprivate func derived(around regions: RegionPair, from source: inout ChoiceSource) -> Capability {
    source.boolean(probability: 0.8)
      ? self.capability(inside: regions.originRegion, from: &source)
      : self.capability(across: regions.originRegion, from: &source)
  }
}

/// What a law is asked about.
package struct LawCase: Sendable {
  /// The capability.
  package var capability: Capability
  /// A number of bytes, an address, a mask or a metadata word, if the law asks for one.
  package var number: Integer
  /// Another capability, if the law asks for one.
  package var other: Capability
  /// A relocation, if the law asks for one.
  package var relocation: Relocation

  /// Makes a case.
  package init(
    _ capability: Capability, number: Integer = 0, other: Capability? = nil, relocation: Relocation? = nil
  ) {
    self.capability = capability
    self.number = number
    self.other = other ?? capability.format.null
    self.relocation = relocation ?? Relocation(from: 0, to: 0, sizeLog2: 0)
  }

  /// The format of the capability.
  package var format: Format { capability.format }

  /// Bounds of `number` bytes from the capability's address, if they lie in the address space and start at an address
  /// that means itself.
  var request: Bounds? {
    let base = capability.address
    guard format.canonical(base) == base, base + number <= format.addressSpaceSize else { return nil }
    return Bounds(base: base, top: base + number)
  }
}
