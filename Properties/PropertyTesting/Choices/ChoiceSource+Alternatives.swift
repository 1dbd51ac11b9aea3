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
