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

extension ChoiceSource {
  /// One of the elements, all equally likely; the first is the simplest. There must be one.
  public mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element {
    let last = elements.count - 1
    precondition(last >= 0, "there is no element to choose")
    let offset = draw(from: 0, through: UInt64(last), simplest: 0) { $0.next(through: UInt64(last)) }
    return elements[elements.index(elements.startIndex, offsetBy: Int(offset))]
  }

  /// The position of one of the weights, each as likely as its weight says; position 0 is the simplest.
  ///
  /// - Parameters:
  ///   - weights: One weight for each alternative; those of weight 0 are not chosen at random.
  ///   - swarm: Alternatives that are switched off for this case.
  public mutating func weighted(_ weights: [Int], in swarm: Swarm = .everything) -> Int {
    precondition(!weights.isEmpty, "there is no alternative to choose")
    let position = draw(from: 0, through: UInt64(weights.count - 1), simplest: 0) { random in
      var total = 0
      for (index, weight) in weights.enumerated() where swarm.allows(index) { total += weight }
      guard total > 0 else { return random.next(through: UInt64(weights.count - 1)) }
      var ticket = Int(random.next(through: UInt64(total - 1)))
      for (index, weight) in weights.enumerated() where swarm.allows(index) {
        ticket -= weight
        if ticket < 0 { return UInt64(index) }
      }
      return 0
    }
    return Int(position)
  }

  /// One of the values, each as likely as its weight says; the first is the simplest.
  ///
  /// - Parameters:
  ///   - options: The values with their weights.
  ///   - swarm: Alternatives, by position, that are switched off for this case.
  public mutating func weighted<Value>(
    _ options: [(weight: Int, value: Value)], in swarm: Swarm = .everything
  ) -> Value {
    options[weighted(options.map(\.weight), in: swarm)].value
  }

  /// Switches off each of a number of alternatives for the rest of the case, in half of the cases some, in the others
  /// none.
  ///
  /// A program that lacks some operations reaches states that a program with all of them seldom does (Groce and
  /// others, "Swarm Testing", ISSTA 2012). What is switched off is not recorded: a shrunk program may use everything.
  ///
  /// - Parameter count: The number of alternatives, up to 64.
  public mutating func swarm(of count: Int) -> Swarm {
    let count = min(max(count, 0), 64)
    return steer(replaying: .everything) { random in
      guard count > 0, random.next(through: 1) == 1 else { return .everything }
      let present = UInt64.max >> UInt64(64 - count)
      let allowed = random.next() | (random.next() & random.next())
      return allowed & present == 0 ? .everything : Swarm(allowed: allowed)
    }
  }
}

extension ChoiceSource {
  /// A list whose elements can be left out one by one, for instance the steps of a program.
  ///
  /// Lengths are spread over the range, up to a share of it that grows with ``size``; the shortest is the simplest.
  /// The closure may keep state (what exists so far) to make sensible elements, but should refer to things by
  /// ``choose(in:preferring:otherwise:)``.
  ///
  /// - Parameters:
  ///   - counts: The least and the greatest number of elements.
  ///   - element: Makes one element.
  public mutating func list<Element>(
    _ counts: ClosedRange<Int>, element: (inout ChoiceSource) throws -> Element
  ) rethrows -> [Element] {
    let room = counts.upperBound - counts.lowerBound
    let size = UInt64(self.size)
    // The length is planned but not recorded: each element says for itself whether it is there.
    let planned = steer(replaying: 0) { random in
      counts.lowerBound + Int(random.next(through: (UInt64(room) &* size &+ 99) / 100))
    }
    var elements: [Element] = []
    for position in 0...counts.upperBound {
      // Below the least number there must be an element, beyond the greatest there can't; in between it is a choice.
      let low: UInt64 = position < counts.lowerBound ? 1 : 0
      let high: UInt64 = position < counts.upperBound ? 1 : 0
      let element: Element? = try span(isElement: true) { source in
        let isThere = source.draw(from: low, through: high, simplest: low) { _ in position < planned ? 1 : 0 }
        return isThere == 1 ? try element(&source) : nil
      }
      guard let element else { break }
      elements.append(element)
    }
    return elements
  }
}

extension ChoiceSource {
  /// A name out of a fixed domain, for instance the number of a register or of a process.
  ///
  /// The name itself is recorded, not its place among the candidates. So a later step keeps its meaning when an
  /// earlier one is left out, even if the name is then no candidate any more.
  ///
  /// - Parameters:
  ///   - domain: Every name that there can be; the low end is the simplest.
  ///   - candidates: The names that make sense at this point, for instance the processes alive.
  ///   - probability: How often the name is taken from the whole domain nevertheless.
  public mutating func choose<Name: FixedWidthInteger & Sendable, Candidates: RandomAccessCollection<Name>>(
    in domain: ClosedRange<Name>, preferring candidates: Candidates, otherwise probability: Double = 0.05
  ) -> Name {
    let low = Ordinal.of(domain.lowerBound)
    let high = Ordinal.of(domain.upperBound)
    let count = candidates.count
    let value = draw(from: low, through: high, simplest: low) { random in
      let anywhere = Double(random.next() >> 11) * 0x1p-53 < probability
      if count > 0, !anywhere {
        let offset = Int(random.next(through: UInt64(count - 1)))
        let name = candidates[candidates.index(candidates.startIndex, offsetBy: offset)]
        if domain.contains(name) { return Ordinal.of(name) }
      }
      return low + random.next(through: high - low)
    }
    return Ordinal.number(value)
  }
}

/// The alternatives that are switched on for one case, by position; see ``ChoiceSource/swarm(of:)``.
public struct Swarm: Hashable, Sendable {
  /// Nothing is switched off.
  public static let everything = Swarm(allowed: .max)

  let allowed: UInt64

  /// Whether an alternative is switched on.
  public func allows(_ position: Int) -> Bool {
    position >= 64 || allowed & (1 << UInt64(position)) != 0
  }
}
