import SystemsUnderTest

/// A state freed of everything that programs can't tell: which process bears which name, where regions lie, which
/// frames are used.
///
/// Processes are put into an order that does not depend on their names, by what they hold; among those that hold the
/// same, every order is tried and the least result taken. Frames and regions are numbered as they are met in that
/// order. Two states that are equal but for names so give the same words, and two that are not give the same only if
/// 64 bits happen to collide.
struct CanonicalState {
  /// Stands for the whole state, and for what the specification expects of it.
  private(set) var whole: UInt64 = .max
  /// Stands for what belongs to no process by itself: who is whose child, whose regions are the same, what is left.
  private(set) var relations: UInt64 = .max

  init(_ digest: ForkStateDigest, _ expected: ExpectedState) {
    let count = min(digest.processes.count, 3)
    var colors = InlineArray<3, UInt64>(repeating: 0)
    for index in 0..<count {
      let name = Int(digest.processes[index].name.number)
      colors[index] = Self.color(of: digest.processes[index], in: digest, expected.rows[name])
    }
    for order in Self.orders[count] where isAscending(order, colors, count) {
      consider(order, colors, digest, expected)
    }
  }

  /// Every order of up to three processes.
  private static let orders: [[InlineArray<3, Int>]] = [
    [[0, 1, 2]], [[0, 1, 2]], [[0, 1, 2], [1, 0, 2]],
    [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]],
  ]

  private func isAscending(_ order: InlineArray<3, Int>, _ colors: InlineArray<3, UInt64>, _ count: Int) -> Bool {
    for place in 1..<max(count, 1) where colors[order[place]] < colors[order[place - 1]] { return false }
    return true
  }

  private mutating func consider(
    _ order: InlineArray<3, Int>, _ colors: InlineArray<3, UInt64>, _ digest: ForkStateDigest, _ expected: ExpectedState
  ) {
    var places = InlineArray<3, Int>(repeating: 0)
    for place in 0..<3 { places[order[place]] = place }
    var labels = Labels()
    var (whole, relations) = (WordHasher(), WordHasher())
    for place in 0..<min(digest.processes.count, 3) {
      let process = digest.processes[order[place]]
      let parent = process.parent.flatMap { name in digest.processes.firstIndex { $0.name == name } }
      relations.combine(parent.map { places[$0] } ?? -1)
      relations.combine(labels.region(process.region))
      whole.combine(colors[order[place]])
      for page in digest.pages[process.pages] {
        whole.combine(labels.frame(page.frame) << 8 | labels.region(digest.frames[page.frame].origin))
      }
    }
    relations.combine(digest.supplies)
    relations.combine((0..<3).count { expected.rows[$0].rest != 0 })
    whole.combine(relations.value)
    whole.combine(expected.rows[3].whole)
    whole.combine(expected.alternatives)
    if whole.value <= self.whole { (self.whole, self.relations) = (whole.value, relations.value) }
  }
}

extension CanonicalState {
  /// What a process holds, without names.
  private static func color(
    of process: ForkStateDigest.Process, in digest: ForkStateDigest, _ expected: ExpectedState.Row
  ) -> UInt64 {
    var color = WordHasher()
    color.combine(process.registers)
    color.combine(expected.whole)
    for page in digest.pages[process.pages] {
      let frame = digest.frames[page.frame]
      color.combine(page.rights)
      color.combine(frame.pointers)
      color.combine(frame.data)
      color.combine(page.index << 16 | frame.references << 8 | (frame.origin == process.region ? 1 : 0))
    }
    return color.value
  }

  /// Numbers frames and regions in the order in which they are met.
  private struct Labels {
    private var frames = InlineArray<32, Int8>(repeating: -1)
    private var nextFrame: Int8 = 0
    private var regions = InlineArray<16, Int>(repeating: -1)
    private var nextRegion = 0

    mutating func frame(_ index: Int) -> Int {
      // No world has more than 16 frames.
      guard index < 32 else { return index }
      if frames[index] < 0 {
        frames[index] = nextFrame
        nextFrame += 1
      }
      return Int(frames[index])
    }

    mutating func region(_ number: Int) -> Int {
      guard number >= 0 else { return 255 }
      for label in 0..<nextRegion where regions[label] == number { return label }
      // There are three regions, and at most as many former ones whose frames somebody still shows.
      guard nextRegion < 16 else { return 254 }
      regions[nextRegion] = number
      nextRegion += 1
      return nextRegion - 1
    }
  }
}
