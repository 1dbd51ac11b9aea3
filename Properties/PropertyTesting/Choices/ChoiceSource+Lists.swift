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
