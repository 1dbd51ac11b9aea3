extension Shrinker {
  /// Makes all choices of a span as simple as they can be, at once.
  mutating func simplifySpans() async {
    var index = 0
    while index < best.spans.count, !isExhausted {
      let span = best.spans[index]
      index += 1
      let choices = best.choices[span.start..<span.end]
      // The first choice of an element says that it is there; leaving elements out is another pass.
      let kept = span.isElement ? 1 : 0
      guard choices.dropFirst(kept).contains(where: { $0.value != $0.simplest }) else { continue }
      let simplest = choices.enumerated().map { $0.offset < kept ? $0.element.value : $0.element.simplest }
      _ = await consider(replacing: span, with: simplest)
    }
  }

  /// Brings each choice closer to its simplest value.
  mutating func lowerChoices() async {
    var index = 0
    while index < best.choices.count, !isExhausted {
      await lowerChoice(at: index)
      index += 1
    }
  }

  private mutating func lowerChoice(at index: Int) async {
    let choice = best.choices[index]
    guard choice.value != choice.simplest else { return }
    if choice.value < choice.simplest {
      // The same distance on the other side counts as simpler.
      let (mirrored, overflow) = choice.simplest.addingReportingOverflow(choice.simplest - choice.value)
      if !overflow, mirrored <= choice.high { _ = await set(index, to: mirrored) }
    }
    if choice.high - choice.low <= 64 {
      // Few alternatives, perhaps of different kinds: try them all, the simplest first.
      for distance in 0..<distance(at: index) where await setDistance(index, to: distance) { return }
      return
    }
    await lowerByHalves { shrinker, distance in
      await shrinker.setDistance(index, to: distance)
    } from: { shrinker in
      shrinker.distance(at: index)
    }
    await clearBits(at: index)
  }

  /// Finds by bisection a small distance that still fails, supposing that smaller ones hold.
  private mutating func lowerByHalves(
    _ lower: (inout Shrinker, UInt64) async -> Bool, from distance: (Shrinker) -> UInt64
  ) async {
    if await lower(&self, 0) { return }
    var tooSmall: UInt64 = 0
    while !isExhausted {
      let current = distance(self)
      guard current > tooSmall, current - tooSmall > 1 else { break }
      let middle = tooSmall + (current - tooSmall) / 2
      if !(await lower(&self, middle)) { tooSmall = middle }
    }
    // Bisection misses values that are isolated: try the neighbours.
    for step in 1...3 as ClosedRange<UInt64> where distance(self) > step {
      _ = await lower(&self, distance(self) - step)
    }
  }

  /// Clears the bits of a distance one by one, for words whose bits mean different things.
  private mutating func clearBits(at index: Int) async {
    for bit in (0..<64).reversed() {
      let mask: UInt64 = 1 << UInt64(bit)
      let current = distance(at: index)
      if current & mask != 0 { _ = await setDistance(index, to: current & ~mask) }
    }
  }

  /// Lowers several choices of the same kind and value together, for instance a name and all its uses.
  mutating func lowerEqualChoices() async {
    var seen: Set<Choice> = []
    var index = 0
    while index < best.choices.count, !isExhausted {
      let choice = best.choices[index]
      index += 1
      guard choice.value != choice.simplest, choice.high - choice.low > 1, seen.insert(choice).inserted else {
        continue
      }
      let positions = best.choices.indices.filter { best.choices[$0] == choice }
      guard positions.count > 1 else { continue }
      await lowerByHalves { shrinker, distance in
        guard positions.allSatisfy({ $0 < shrinker.best.choices.count }) else { return false }
        return await shrinker.set(positions, toDistance: distance)
      } from: { shrinker in
        positions.last.map { $0 < shrinker.best.choices.count ? shrinker.distance(at: $0) : 0 } ?? 0
      }
    }
  }

  /// Exchanges two values everywhere where choices of the same kind are made, so that names are used in order. Then
  /// tries the same with all choices that allow both values, because a name may be chosen from several domains.
  mutating func exchangeNames() async {
    var seen: Set<Choice> = []
    var index = 0
    while index < best.choices.count, !isExhausted {
      let choice = best.choices[index]
      index += 1
      let distance = choice.distance.magnitude
      guard (2...65).contains(choice.high - choice.low), distance > 0, seen.insert(choice).inserted else { continue }
      for smaller in 0..<distance {
        let other = choice.simplest &+ smaller
        guard other <= choice.high else { break }
        if await exchange(choice.value, other, where: { $0.isAlike(choice) }) { break }
        if await exchange(
          choice.value, other,
          where: { $0.high == choice.high && $0.low <= other && (2...65).contains($0.high - $0.low) })
        {
          break
        }
      }
    }
  }

  private mutating func exchange(
    _ value: UInt64, _ other: UInt64, where isAffected: (Choice) -> Bool
  ) async -> Bool {
    await consider(
      best.choices.map { choice in
        guard isAffected(choice) else { return choice.value }
        if choice.value == value { return other }
        return choice.value == other ? value : choice.value
      })
  }

  /// Lowers two numbers of the same kind by the same amount, for instance two places whose distance matters.
  mutating func lowerTogether() async {
    var index = 0
    while index < best.choices.count, !isExhausted {
      let choice = best.choices[index]
      index += 1
      guard choice.value > choice.simplest, choice.high - choice.low > 64 else { continue }
      let partners = best.choices.indices.dropFirst(index).filter {
        best.choices[$0].isAlike(choice) && best.choices[$0].value > choice.simplest
      }
      for partner in partners.prefix(8) where partner < best.choices.count && best.choices[partner].isAlike(choice) {
        await lower(index - 1, and: partner)
      }
    }
  }

  private mutating func lower(_ first: Int, and second: Int) async {
    let choice = best.choices[first]
    let (high, low) = (choice.value, best.choices[second].value)
    guard high > choice.simplest, low > choice.simplest else { return }
    let room = min(high, low) - choice.simplest
    var remaining = room
    await lowerByHalves { shrinker, distance in
      // `distance` is what stays of the smaller of both.
      guard distance <= room, second < shrinker.best.choices.count else { return false }
      var candidate = shrinker.values
      candidate[first] = high - (room - distance)
      candidate[second] = low - (room - distance)
      guard await shrinker.consider(candidate) else { return false }
      remaining = distance
      return true
    } from: { _ in
      remaining
    }
  }

  /// Moves as much as possible from one number to the next one of the same kind.
  mutating func redistribute() async {
    var index = 0
    while index < best.choices.count, !isExhausted {
      let choice = best.choices[index]
      defer { index += 1 }
      guard choice.value > choice.simplest, choice.high - choice.low > 64,
        let partner = best.choices.indices.dropFirst(index + 1).first(where: { best.choices[$0].isAlike(choice) })
      else { continue }
      let (first, second) = (choice.value, best.choices[partner].value)
      let room = min(choice.high - second, first - choice.simplest)
      await lowerByHalves { shrinker, distance in
        // `distance` is what stays with the first number.
        guard distance <= first - choice.simplest else { return false }
        let moved = first - choice.simplest - distance
        guard moved <= room, partner < shrinker.best.choices.count else { return false }
        var candidate = shrinker.values
        candidate[index] = first - moved
        candidate[partner] = second + moved
        return await shrinker.consider(candidate)
      } from: { shrinker in
        index < shrinker.best.choices.count ? shrinker.distance(at: index) : 0
      }
    }
  }

  private func distance(at index: Int) -> UInt64 {
    index < best.choices.count ? best.choices[index].distance.magnitude : 0
  }

  private mutating func setDistance(_ index: Int, to distance: UInt64) async -> Bool {
    guard index < best.choices.count else { return false }
    let choice = best.choices[index]
    let value = choice.value >= choice.simplest ? choice.simplest &+ distance : choice.simplest &- distance
    return await set(index, to: value)
  }

  private mutating func set(_ positions: [Int], toDistance distance: UInt64) async -> Bool {
    var candidate = values
    for position in positions {
      let choice = best.choices[position]
      candidate[position] = choice.value >= choice.simplest ? choice.simplest &+ distance : choice.simplest &- distance
    }
    return await consider(candidate)
  }

  /// Changes one choice; the innermost span around it is fitted to what the generator then asks for.
  private mutating func set(_ index: Int, to value: UInt64) async -> Bool {
    let around = best.spans.filter { $0.start <= index && index < $0.end }
    guard let span = around.max(by: { $0.depth < $1.depth }) else {
      var candidate = values
      candidate[index] = value
      return await consider(candidate)
    }
    var replacement = Array(values[span.start..<span.end])
    replacement[index - span.start] = value
    return await consider(replacing: span, with: replacement)
  }
}
