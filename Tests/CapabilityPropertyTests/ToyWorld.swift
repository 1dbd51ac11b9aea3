import Architecture
import CapabilityModel
import ExactIntegers
import PropertySuite

/// Everything there is in a toy format.
struct ToyWorld: Sendable {
  /// The format.
  let format: Format
  /// Every bit pattern, tagged and not.
  let patterns: [Capability]
  /// Every capability that can be derived from the root, with its tag and without.
  let derived: [Capability]
  /// Every tagged bit pattern with every tagged derived capability, if these aren't too many.
  var pairs: some Sequence<(Capability, Capability)> {
    let (patterns, derived) = (patterns.filter(\.tag), derived.filter(\.tag))
    let isSmall = patterns.count <= 1 << 12
    return (isSmall ? patterns : []).lazy.flatMap { pattern in derived.lazy.map { (pattern, $0) } }
  }

  /// Every relocation between regions as far apart as they should be, under either policy.
  let relocations: [Relocation]

  /// Makes the world of a format of few bits.
  init(_ format: Format) {
    self.format = format
    patterns = Self.words(format.layout.metadataWidth).flatMap { metadata in
      Self.words(format.addressWidth).flatMap { address in
        [false, true].map { format.decode(metadata: metadata, address: address, tag: $0) }
      }
    }
    derived = Self.derived(in: format)
    relocations = Self.relocations(in: format)
  }

  /// Every number of a few bits.
  static func words(_ width: Int) -> [Integer] {
    (0..<1 << width).map { Integer($0) }
  }

  /// Narrowing the root in every way, moving the result to every address, dropping permissions and sealing.
  private static func derived(in format: Format) -> [Capability] {
    let root = format.root
    var found: Set<Capability> = []
    for base in words(format.addressWidth) {
      for length in words(format.addressWidth) + [format.addressSpaceSize] {
        let narrowed = root.setAddress(base).setBounds(length: length).capability
        guard narrowed.tag else { continue }
        for address in words(format.addressWidth) { found.insert(narrowed.setAddress(address)) }
      }
    }
    let masks = words(format.layout.permissions.count)
    let types = words(format.layout.objectType.count)
    return found.filter(\.tag).flatMap { bounded in
      Set(masks.map { bounded.andPermissions(mask: $0) }).flatMap { capability in
        let sealed = types.map { capability.seal(with: root.setAddress($0)) } + [capability.sealEntry()]
        return ([capability] + sealed.filter(\.tag)).flatMap { [$0, $0.clearTag()] }
      }
    }
  }

  private static func relocations(in format: Format) -> [Relocation] {
    let usable = Bounds(base: 0, top: .twoTo(format.parameters.boundsAddressWidth))
    return (format.mantissaWidth - 2...format.addressWidth).flatMap { sizeLog2 in
      let slots = words(format.addressWidth).map { $0 << (sizeLog2 + 2) }.filter { usable.contains($0) }
      return slots.flatMap { origin in
        slots.flatMap { destination in
          [Relocation.Policy.clear, .clamp].map {
            Relocation(from: origin, to: destination, sizeLog2: sizeLog2, policy: $0)
          }
        }
      }
    }
  }
}

extension CapabilityLaw {
  /// What came of trying a law on everything in a toy world.
  struct Enumeration: Sendable {
    /// How many cases were tried.
    var cases = 0
    /// Of how many the law says something.
    var spoken = 0
    /// The first case that the law doesn't hold of.
    var counterexample: String?
  }

  /// Tries the law on every capability that it speaks of and everything beside, up to the first counterexample.
  ///
  /// - Parameter isEnough: Whether to stop after what was found so far.
  func enumerate(
    _ world: ToyWorld, until isEnough: (Enumeration) -> Bool = { $0.counterexample != nil }
  ) -> Enumeration {
    var enumeration = Enumeration()
    for testCase in cases(in: world) {
      enumeration.cases += 1
      switch verdict(testCase) {
      case .silent: continue
      case .holds: enumeration.spoken += 1
      case .fails(let expected, let observed):
        enumeration.spoken += 1
        enumeration.counterexample = "\(testCase): expected \(expected), observed \(observed)"
      }
      if isEnough(enumeration) { break }
    }
    return enumeration
  }

  private func cases(in world: ToyWorld) -> AnySequence<LawCase> {
    let capabilities = (domain == .derived ? world.derived : world.patterns).lazy
    switch operand {
    case .nothing: return AnySequence(capabilities.map { LawCase($0) })
    case .number:
      let numbers = ToyWorld.words(world.format.addressWidth).lazy
      return AnySequence(capabilities.flatMap { capability in numbers.map { LawCase(capability, number: $0) } })
    case .metadata:
      let words = ToyWorld.words(world.format.layout.metadataWidth).lazy
      return AnySequence(words.map { LawCase(world.format.null, number: $0) })
    case .capability: return AnySequence(world.pairs.lazy.map { LawCase($0.0, other: $0.1) })
    case .relocation:
      let relocations = world.relocations.lazy
      return AnySequence(
        capabilities.flatMap { capability in relocations.map { LawCase(capability, relocation: $0) } })
    }
  }
}
