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
