extension ChoiceSource {
  /// A number from a range, all equally likely.
  ///
  /// - Parameters:
  ///   - range: The numbers allowed.
  ///   - target: The simplest one; the low end unless told.
  public mutating func integer<Number: FixedWidthInteger & Sendable>(
    in range: ClosedRange<Number>, towards target: Number? = nil
  ) -> Number {
    let low = Ordinal.of(range.lowerBound)
    let high = Ordinal.of(range.upperBound)
    let simplest = min(max(target ?? range.lowerBound, range.lowerBound), range.upperBound)
    let value = draw(from: low, through: high, simplest: Ordinal.of(simplest)) { random in
      low + random.next(through: high - low)
    }
    return Ordinal.number(value)
  }

  /// A number from a half-open range, which must not be empty; the low end is the simplest.
  public mutating func integer<Number: FixedWidthInteger & Sendable>(in range: Range<Number>) -> Number {
    precondition(!range.isEmpty, "there is no number in an empty range")
    return integer(in: range.lowerBound...(range.upperBound - 1))
  }

  /// A number from a range in which both ends, the target, powers of two and small distances from any of these are
  /// much more likely than the rest.
  ///
  /// - Parameters:
  ///   - range: The numbers allowed.
  ///   - target: The simplest one; the low end unless told.
  public mutating func edgeBiased<Number: FixedWidthInteger & Sendable>(
    in range: ClosedRange<Number>, towards target: Number? = nil
  ) -> Number {
    let low = Ordinal.of(range.lowerBound)
    let high = Ordinal.of(range.upperBound)
    let simplest = Ordinal.of(min(max(target ?? range.lowerBound, range.lowerBound), range.upperBound))
    let value = draw(from: low, through: high, simplest: simplest) { random in
      let near: UInt64
      switch random.next(through: 7) {
      case 0: near = low
      case 1: near = high
      case 2: near = simplest
      case 3: near = simplest &+ (1 << random.next(through: 63))
      case 4: near = simplest &- (1 << random.next(through: 63))
      case 5:
        // A random magnitude first, so that small distances are as likely as large ones.
        near = low + random.next(through: min(high - low, .max >> random.next(through: 63)))
      default: return low + random.next(through: high - low)
      }
      let value = near &+ random.next(through: 4) &- 2
      if low <= value, value <= high { return value }
      return min(max(near, low), high)
    }
    return Ordinal.number(value)
  }

  /// A word of up to 64 bits in which zero, small numbers, powers of two, runs of ones and their neighbours are much
  /// more likely than the rest; zero is the simplest.
  ///
  /// - Parameter bits: The width, from 1 to 64.
  public mutating func word(bits: Int = 64) -> UInt64 {
    precondition((1...64).contains(bits), "a word has 1 to 64 bits, not \(bits)")
    let all = UInt64.max >> UInt64(64 - bits)
    return draw(from: 0, through: all, simplest: 0) { random in
      let position = random.next(through: UInt64(bits - 1))
      let offset = random.next(through: 4) &- 2
      switch random.next(through: 7) {
      case 0: return random.next(through: min(16, all))
      case 1: return ((1 << position) &+ offset) & all
      case 2: return (all << position) & all
      case 3: return ((all << position) &+ offset) & all
      case 4: return random.next() & (all >> position)
      case 5: return (all &- random.next(through: min(16, all))) & all
      default: return random.next() & all
      }
    }
  }

  /// True with the given probability; false is the simplest.
  public mutating func boolean(probability: Double = 0.5) -> Bool {
    draw(from: 0, through: 1, simplest: 0) { random in
      Double(random.next() >> 11) * 0x1p-53 < probability ? 1 : 0
    } == 1
  }
}
