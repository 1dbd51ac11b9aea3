/// Makes the decisions of a generator, at random or as they were made before.
///
/// Every *outcome* is recorded as a number; what only steered the odds (sizes, preferences, operations switched off) is
/// not. So the recorded numbers can be shortened and lowered without any knowledge of the generator, and replayed: a
/// number that is missing or out of range counts as the simplest of its choice, lists end.
///
/// Rules for a generator whose counterexamples shrink well:
/// * put the simplest alternative first, and the uninteresting end of a range low (or name it with `towards:`);
/// * make programs with ``list(_:element:)``, whose elements can be left out one by one;
/// * let steps refer to things by *absolute* names (``choose(in:preferring:otherwise:)``), never by an index into what
///   exists at the moment, so that leaving out one step does not change the meaning of the later ones.
public struct ChoiceSource {
  /// How large the case may become, from 1 to 100; lists obey it by themselves.
  public let size: Int

  package private(set) var choices: [Choice] = []
  package private(set) var spans: [Span] = []

  private var random: SplitMix64
  /// What was recorded before, in an exact replay: then the simplest choices are made after it; `nil` where all choices
  /// are made at random.
  private let replayed: [UInt64]?
  private var depth = 0

  /// After this many choices only the simplest ones are made, which ends every list.
  package static let choiceLimit = 1 << 16

  /// Random decisions: equal seeds and sizes give equal cases.
  ///
  /// - Parameters:
  ///   - seed: The seed of the random numbers.
  ///   - size: How large the case may become, from 1 to 100.
  public init(seed: UInt64, size: Int = 100) {
    random = SplitMix64(seed: seed)
    replayed = nil
    self.size = min(max(size, 1), 100)
  }

  /// The random decisions of one case of a run.
  package init(_ seed: CaseSeed) {
    self.init(seed: seed.value, size: seed.size)
  }

  /// The decisions that were recorded before, or any other numbers in their place.
  package init(replaying values: [UInt64]) {
    random = SplitMix64(seed: 0)
    replayed = values
    size = 100
  }

  /// Makes one choice from `low` to `high`.
  ///
  /// - Parameter pick: Picks a value within the interval at random; is not called when a choice is replayed.
  package mutating func draw(
    from low: UInt64, through high: UInt64, simplest: UInt64, pick: (inout SplitMix64) -> UInt64
  ) -> UInt64 {
    let position = choices.count
    let value: UInt64
    if let replayed {
      let isRecorded = position < replayed.count && (low...high).contains(replayed[position])
      value = isRecorded ? replayed[position] : simplest
    } else {
      value = position < Self.choiceLimit ? pick(&random) : simplest
    }
    choices.append(Choice(value: value, low: low, high: high, simplest: simplest))
    return value
  }

  /// Decides something that only steers the odds of later choices: it is not recorded, and is `replaying` on an exact
  /// replay.
  package mutating func steer<Decision>(
    replaying decision: Decision, pick: (inout SplitMix64) -> Decision
  ) -> Decision {
    replayed == nil ? pick(&random) : decision
  }

  /// Makes a group of choices that belong together, so that they are simplified together as well.
  public mutating func span<Value>(_ body: (inout ChoiceSource) throws -> Value) rethrows -> Value {
    try span(isElement: false, body)
  }

  package mutating func span<Value>(
    isElement: Bool, _ body: (inout ChoiceSource) throws -> Value
  ) rethrows -> Value {
    let index = spans.count
    spans.append(Span(start: choices.count, end: choices.count, depth: depth, isElement: isElement))
    depth += 1
    defer {
      depth -= 1
      spans[index].end = choices.count
    }
    return try body(&self)
  }
}
