import Subjects

/// A state freed of everything that programs can't tell: which process bears which name, where regions lie, which
/// frames are used.
///
/// Processes are put into an order that does not depend on their names, by what they hold; among those that hold the
/// same, every order is tried and the least result taken. Frames and regions are numbered as they are met in that
/// order. Two states that are equal but for names so give the same words, and two that are not give the same only if
/// 64 bits happen to collide.
struct CanonicalState {
  /// What the specification knows of a process, in words.
  struct ExpectedProcess {
    /// Everything.
    var whole: UInt64 = 0
    /// Its pointers in memory.
    var pointers: UInt64 = 0
  }

  /// What the specification knows of a state, in words.
  struct Expected {
    /// The processes, by name.
    var processes = Array(repeating: ExpectedProcess(), count: Int(ExploredWorld.processes))
    /// The memory that they share.
    var sharedMemory: UInt64 = 0
  }

  /// Stands for the whole state, and for what the specification expects of it.
  private(set) var whole: UInt64 = .max
  /// Stands for the part of it that the guarantees speak of: everything but data.
  private(set) var authority: UInt64 = .max
  /// The place of each process in the order, by its position in the digest.
  private(set) var places: [Int] = []
  private var shared: UInt64

  init(_ digest: ForkStateDigest, _ expected: Expected) {
    let colors = digest.processes.map { Self.color(of: $0, in: digest, expected.processes[Int($0.name.number)]) }
    shared = expected.sharedMemory
    let sorted = colors.indices.sorted { colors[$0] < colors[$1] }
    let isTied = sorted.indices.dropFirst().contains { colors[sorted[$0]] == colors[sorted[$0 - 1]] }
    let orders = isTied ? Self.permutations(of: sorted) : [sorted]
    for order in orders where !isTied || order.map({ colors[$0] }) == sorted.map({ colors[$0] }) {
      consider(order, colors, digest)
    }
  }

  private static func permutations(of elements: [Int]) -> [[Int]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return permutations(of: rest).map { [first] + $0 }
    }
  }

  private mutating func consider(_ order: [Int], _ colors: [Color], _ digest: ForkStateDigest) {
    var places = Array(repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { places[index] = place }
    var labels = Labels(frames: digest.frames.count)
    var (whole, authority) = (WordHasher(), WordHasher())
    for index in order {
      let process = digest.processes[index]
      let parent = process.parent.flatMap { name in digest.processes.firstIndex { $0.name == name } }
      var links = WordHasher()
      links.combine(parent.map { places[$0] } ?? -1)
      links.combine(labels.region(process.region))
      for page in digest.pages[process.pages] {
        links.combine(labels.frame(page.frame))
        links.combine(labels.region(digest.frames[page.frame].home))
      }
      whole.combine(colors[index].whole)
      whole.combine(links.value)
      authority.combine(colors[index].authority)
      authority.combine(links.value)
    }
    whole.combine(digest.supplies)
    whole.combine(shared)
    authority.combine(digest.supplies)
    if whole.value <= self.whole { (self.whole, self.authority, self.places) = (whole.value, authority.value, places) }
  }
}

extension CanonicalState {
  /// What a process holds, without names.
  private struct Color: Comparable {
    var authority: UInt64
    var whole: UInt64

    static func < (left: Color, right: Color) -> Bool {
      (left.authority, left.whole) < (right.authority, right.whole)
    }
  }

  private static func color(
    of process: ForkStateDigest.Process, in digest: ForkStateDigest, _ expected: ExpectedProcess
  ) -> Color {
    var authority = WordHasher()
    var data = WordHasher()
    authority.combine(process.registers)
    authority.combine(expected.pointers)
    for page in digest.pages[process.pages] {
      let frame = digest.frames[page.frame]
      authority.combine(page.index)
      authority.combine(page.rights)
      authority.combine(frame.references)
      authority.combine(frame.home == process.region ? 1 : 0)
      authority.combine(frame.pointers)
      data.combine(frame.data)
    }
    data.combine(expected.whole)
    data.combine(authority.value)
    return Color(authority: authority.value, whole: data.value)
  }

  /// Numbers frames and regions in the order in which they are met.
  private struct Labels {
    private var frames: [Int]
    private var nextFrame = 0
    private var regions: [Int] = []

    init(frames: Int) { self.frames = Array(repeating: -1, count: frames) }

    mutating func frame(_ index: Int) -> Int {
      if frames[index] < 0 {
        frames[index] = nextFrame
        nextFrame += 1
      }
      return frames[index]
    }

    mutating func region(_ number: Int) -> Int {
      guard number >= 0 else { return -1 }
      if let label = regions.firstIndex(of: number) { return label }
      regions.append(number)
      return regions.count - 1
    }
  }
}
