import PropertyTesting
import Testing

struct ChoiceSourceTests {
  /// Makes one of everything.
  private func everything(_ source: inout ChoiceSource) -> [Int64] {
    let swarm = source.swarm(of: 3)
    var values = source.list(1...30) { source -> Int64 in
      switch source.weighted([3, 2, 1], in: swarm) {
      case 0: return source.integer(in: -50...50, towards: 0)
      case 1: return source.span { source in source.boolean() ? source.edgeBiased(in: Int64.min...Int64.max) : 1 }
      default: return source.choose(in: 0...9, preferring: [3, 4, 5])
      }
    }
    values.append(Int64(truncatingIfNeeded: source.word()))
    values.append(Int64(source.element(of: [10, 20, 30])))
    return values
  }

  @Test func `Equal seeds make equal choices`() {
    var first = ChoiceSource(seed: 7)
    var second = ChoiceSource(seed: 7)
    #expect(everything(&first) == everything(&second))
    var other = ChoiceSource(seed: 8)
    #expect(everything(&first) != everything(&other))
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `Recorded choices replay to the same values`(seed: UInt64) {
    var source = ChoiceSource(seed: seed)
    let values = everything(&source)
    var replay = ChoiceSource(replaying: source.choices.map(\.value))
    #expect(everything(&replay) == values)
    #expect(replay.choices == source.choices)
    #expect(replay.spans == source.spans)
  }

  @Test func `Missing choices are the simplest`() {
    var source = ChoiceSource(replaying: [])
    #expect(everything(&source) == [0, 0, 10])
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func `Any numbers replay to a case`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let numbers = (0..<100).map { _ in random.next() >> random.next(through: 63) }
    var source = ChoiceSource(replaying: numbers)
    #expect((3...32).contains(everything(&source).count))
    #expect(source.choices.allSatisfy { $0.low <= $0.value && $0.value <= $0.high })
  }

  @Test func `Leaving out an element leaves the others as they are`() {
    var source = ChoiceSource(seed: 4)
    let values = source.list(0...20) { $0.integer(in: 0...1_000_000) }
    #expect(values.count > 2)
    let element = source.spans[1]
    var numbers = source.choices.map(\.value)
    numbers.removeSubrange(element.start..<element.end)
    var replay = ChoiceSource(replaying: numbers)
    var expected = values
    expected.remove(at: 1)
    #expect(replay.list(0...20) { $0.integer(in: 0...1_000_000) } == expected)
  }

  @Test func `A name stays what it is when it is not preferred any more`() {
    var source = ChoiceSource(seed: 1)
    let name = source.choose(in: 0...1_000, preferring: [777], otherwise: 0)
    #expect(name == 777)
    var replay = ChoiceSource(replaying: source.choices.map(\.value))
    #expect(replay.choose(in: 0...1_000, preferring: [1, 2, 3], otherwise: 0) == 777)
  }

  @Test func `Odds are about what was asked for`() {
    var source = ChoiceSource(seed: 5)
    let trues = (0..<10_000).count { _ in source.boolean(probability: 0.2) }
    #expect((1_800...2_200).contains(trues))
    let positions = (0..<10_000).map { _ in source.weighted([1, 0, 3]) }
    #expect(!positions.contains(1))
    #expect((7_200...7_800).contains(positions.count { $0 == 2 }))
  }

  @Test func `A swarm never switches everything off, and leaves half of the cases alone`() {
    var full = 0
    for seed in 0..<1_000 as Range<UInt64> {
      var source = ChoiceSource(seed: seed)
      let swarm = source.swarm(of: 5)
      let allowed = (0..<5).count(where: swarm.allows)
      #expect(allowed > 0)
      if allowed == 5 { full += 1 }
    }
    #expect((400...700).contains(full))
  }

  @Test func `Numbers stay in their range, and the edges are met`() {
    var source = ChoiceSource(seed: 9)
    let signed = (0..<2_000).map { _ in source.edgeBiased(in: Int64.min...Int64.max) }
    #expect(signed.contains(.min) && signed.contains(.max))
    let small = (0..<2_000).map { _ in source.edgeBiased(in: UInt8(10)...99, towards: 50) }
    #expect(small.allSatisfy { (10...99).contains($0) })
    #expect(small.contains(10) && small.contains(99) && small.count { $0 == 50 } > 50)
    let words = (0..<5_000).map { _ in source.word(bits: 12) }
    #expect(words.allSatisfy { $0 < 1 << 12 } && words.contains(0) && words.contains(0xFFF))
  }

  @Test func `The lengths of lists grow with the size`() {
    let lengths = [1, 10, 100].map { size in
      (0..<200).map { seed in
        var source = ChoiceSource(seed: UInt64(seed), size: size)
        return source.list(0...100) { $0.boolean() }.count
      }.max() ?? 0
    }
    #expect(lengths[0] <= 1 && lengths[1] <= 10 && lengths[2] > 90)
  }
}
