/// A search, within one case of a run, for variants that come nearer to what the check aims at.
///
/// It depends on the case's seed and the check alone, so a variant can be found again whichever worker met it.
package struct Climb {
  /// How many variants are tried.
  package static let variants = 100
  private static let interval = 64

  private let seed: CaseSeed
  private var choices: [Choice]
  private var spans: [Span]
  private var score: Double

  /// Begins at a case that has a score.
  init(at source: ChoiceSource, seed: CaseSeed, score: Double) {
    self.seed = seed
    choices = source.choices
    spans = source.spans
    self.score = score
  }

  /// Whether variants of a case are tried: of one in sixty-four.
  static func isDue(_ index: Int) -> Bool { index % interval == interval - 1 }

  /// The choices of a variant of the best case so far: some list elements are left out or repeated, a part is made
  /// anew, or all from some point on.
  func candidate(_ variant: Int) -> ChoiceSource {
    var random = SplitMix64(seed: SplitMix64.mix(seed.value &+ UInt64(truncatingIfNeeded: variant)))
    var values = choices.map(\.value) as [UInt64?]
    guard !spans.isEmpty else { return ChoiceSource(varying: [], seed: random.next()) }
    let index = Int(random.next(through: UInt64(spans.count - 1)))
    let span = spans[index]
    let neighbours = span.start..<endOfNeighbours(from: index, count: Int(random.next(through: 7)))
    switch random.next(through: 3) {
    case 0: values.removeSubrange(span.start...)
    case 1: for position in span.start..<span.end { values[position] = nil }
    case 2: values.removeSubrange(neighbours)
    default: values.insert(contentsOf: values[neighbours], at: neighbours.upperBound)
    }
    return ChoiceSource(varying: values, seed: random.next())
  }

  /// Where a few list elements end that follow one another, from a given span on.
  private func endOfNeighbours(from index: Int, count: Int) -> Int {
    var last = spans[index]
    guard last.isElement else { return last.end }
    var remaining = count
    for span in spans[(index + 1)...] where span.depth <= last.depth {
      guard remaining > 0, span.isElement, span.depth == last.depth, span.start == last.end else { break }
      last = span
      remaining -= 1
    }
    return last.end
  }

  /// Goes on from a variant, if it is no farther from what is aimed at.
  mutating func consider(_ source: ChoiceSource, score: Double?) {
    guard let score, score >= self.score else { return }
    self.score = score
    choices = source.choices
    spans = source.spans
  }
}
