package import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
package import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// A program of fork actions: what it starts with, and one step after the other.
package struct ForkProgram: Codable, Hashable, Sendable {
  /// What it starts with.
  package var world: ForkWorld
  /// What its processes do.
  package var steps: [ForkStep]

  /// Makes a program.
  package init(world: ForkWorld, steps: [ForkStep]) {
    self.world = world
    self.steps = steps
  }

  /// The program for people: one line for the world, one for each step.
  package var lines: [String] { [world.text] + steps.map(\.text) }

  /// The line that shows a step.
  package static func line(ofStep index: Int) -> Int { index + 1 }
}

/// What kind of programs a generator makes.
package struct ForkProgramProfile: Hashable, Sendable {
  /// The strategies that forks may use.
  package var strategies: [ForkStrategy]
  /// The most steps of a program.
  package var steps = 80
  /// How often a step is a fork.
  package var forks = 0.15
  /// Whether regions and frames may run short at all.
  package var runsShort = true
  /// How often regions are so few that they must be reused.
  package var scarceRegions = 0.5
  /// How often frames are so few that forks fail.
  package var scarceFrames = 0.1
  /// How much more often than usual processes end.
  package var endings = 1
  /// What all programs are about beside memory, pointers, fork, exit and wait.
  var subjects: [ForkTopic] = []
  /// What some programs are about as well.
  var topics = ForkTopic.allCases
  /// How often another thread makes an access while the kernel is at work for a step.
  var interleavings = 0.0
  /// How often many neighbouring granules hold pointers at the start.
  var density = 0.0
  /// How often that is where it costs nothing but time.
  static let usualDensity = 0.1

  /// Programs of all kinds.
  package init(strategies: [ForkStrategy]) {
    self.strategies = strategies
  }

  /// Programs that lack for nothing.
  package static func plain(strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.runsShort = false
    return profile
  }

  /// Programs that end processes early and reuse their regions.
  package static func reuse(strategies: [ForkStrategy]) -> ForkProgramProfile {
    ForkProgramProfile(strategies: strategies).reusing
  }

  /// The same with accesses of other threads while the kernel is at work for so many of the steps.
  package func interleaving(_ share: Double) -> ForkProgramProfile {
    var profile = self
    profile.interleavings = share
    return profile
  }

  /// The same with pointers in many neighbouring granules in so many of the worlds.
  func dense(_ share: Double) -> ForkProgramProfile {
    var profile = self
    profile.density = share
    return profile
  }

  /// Programs about some things, and nothing else beside memory, pointers, fork, exit and wait.
  package static func about(_ subjects: [ForkTopic], strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.subjects = subjects
    profile.topics = []
    return profile
  }

  /// The same with regions that are reused more often.
  var reusing: ForkProgramProfile {
    var profile = self
    profile.scarceRegions = 0.95
    profile.scarceFrames = 0
    profile.endings = 2
    return profile
  }

  /// Programs in which regions and frames are few.
  package static func scarce(strategies: [ForkStrategy]) -> ForkProgramProfile {
    var profile = ForkProgramProfile(strategies: strategies)
    profile.scarceRegions = 0.5
    profile.scarceFrames = 0.5
    return profile
  }
}

extension ForkProgram {
  /// How many processes a program can name.
  static let processes: UInt8 = 8
  /// How many threads of a process a program can name.
  static let threads: UInt8 = 4

  /// Makes a program.
  ///
  /// While it is made, the POSIX view runs along, so that steps can be chosen that are likely to do something:
  /// processes that exist, registers that hold pointers, places where pointers were stored. Nothing refers to it in the
  /// result: processes, registers, offsets are absolute.
  package static func generate(_ profile: ForkProgramProfile, from source: inout ChoiceSource) -> ForkProgram {
    let profile = source.steer(replaying: profile) {
      profile.runsShort && $0.next(through: 1) == 0 ? profile.reusing : profile
    }
    let world = ForkWorld.generate(profile, from: &source)
    var generator = ForkStepGenerator(world, profile, from: &source)
    let steps = source.list(1...profile.steps) { generator.step(from: &$0) }
    return ForkProgram(world: world, steps: steps)
  }
}

extension ForkWorld {
  /// Makes a world for a program.
  static func generate(_ profile: ForkProgramProfile, from source: inout ChoiceSource) -> ForkWorld {
    // One region in fifty has four leaves of the page table and more. Where a program is about maps, they are of the
    // size that large ones just fit into: the POSIX view looks for a place at every page.
    let large = profile.subjects.contains(.mapping) ? (3, 0) : (1, 1)
    let sizes: [(weight: Int, value: UInt8)] = [
      (36, 16), (24, 14), (12, 15), (12, 20), (large.0, 23), (large.1, 24),
    ]
    let k = source.weighted(sizes)
    let text = k > 20 ? source.choose(in: 1...1100, preferring: [1, 509, 510, 511, 1021], otherwise: 0.05) : 1
    var segments = [
      Segment(.text, pages: text), Segment(.globalOffsetTable, pages: 1), Segment(.data, pages: 1),
      Segment(.heap, pages: source.integer(in: 1...2)),
    ]
    // Where nothing is copied eagerly, a leaf of the page table is shared as a whole.
    if source.boolean(probability: 0.08) { segments.remove(at: 1) }
    if source.boolean(probability: 0.1) { segments.insert(Segment(.readOnlyData, pages: 1), at: 1) }
    if k > 14 { insertPagesOfOtherKinds(into: &segments, from: &source) }
    fill(&segments, regionSizeLog2: k, isFilled: source.boolean(probability: 0.4))
    let strategy = source.element(of: profile.strategies)
    // Spans, so that a counterexample that needs no want of anything is rid of it at once.
    let regions = source.span { source in
      profile.runsShort && source.boolean(probability: profile.scarceRegions)
        ? source.weighted([(3, 2), (2, 3), (1, 4)]) : 16
    }
    let isDense = profile.density > 0 && source.boolean(probability: profile.density)
    let pointers = isDense ? runs(in: segments, from: &source) : nil
    let pages = segments.reduce(0) { $0 + $1.pages }
    let processes = source.span { source in
      profile.runsShort && source.boolean(probability: profile.scarceFrames) ? source.integer(in: 1...3) : 16
    }
    // Who cannot limit memory must never be expected to have too little of it, however much a program maps.
    let spare = profile.runsShort ? 0 : 8192
    return ForkWorld(
      regionSizeLog2: k, segments: segments, strategy: strategy, frames: processes * pages + spare, regions: regions,
      pointers: pointers)
  }

  /// Runs of granules with pointers, which begin and end where words of 64 tags and pages do.
  private static func runs(in segments: [Segment], from source: inout ChoiceSource) -> [PointerRun] {
    let pages = segments.flatMap { Array(repeating: $0.kind.canHoldPointersAtStart, count: $0.pages) }
    let usable = pages.indices.filter { pages[$0] }
    guard let first = usable.first, let last = usable.last else { return [] }
    return source.list(1...3) { source in
      let page = source.choose(in: first...last, preferring: usable, otherwise: 0)
      let granule = source.choose(in: 0...255, preferring: [0, 0, 0, 0, 0, 0, 0, 64, 128, 192, 1, 63])
      let count = source.choose(in: 1...512, preferring: [192, 256, 192, 255, 193, 192, 63, 64, 65, 1, 512])
      // What lies in pages that take no pointers is left out.
      let end = pages[page...].firstIndex(of: false) ?? pages.count
      let first = page * PointerRun.granulesPerPage + granule
      let room = pages[page] ? end * PointerRun.granulesPerPage - first : 0
      return PointerRun(first: first, count: min(count, room))
    }.filter { $0.count > 0 }
  }

  /// Puts pages that are shared, read-only or a stack before the heap, where register 0 reaches them.
  private static func insertPagesOfOtherKinds(into segments: inout [Segment], from source: inout ChoiceSource) {
    for (kind, probability) in [(SegmentKind.sharedMapping, 0.15), (.readOnlyData, 0.1), (.stack, 0.15)]
    where source.boolean(probability: probability) {
      segments.insert(Segment(kind, pages: 1), at: segments.count - 1)
    }
  }

  /// Makes the image end where its region ends, so that pointers to its end are pointers to the very edge, or leaves
  /// room behind it. An image that is longer than the region is cut.
  private static func fill(_ segments: inout [Segment], regionSizeLog2 k: UInt8, isFilled: Bool) {
    let room = (1 << Int(k)) / 4096 - segments.reduce(0) { $0 + $1.pages }
    let last = segments.count - 1
    if room < 0 || (isFilled && room <= 8) { segments[last].pages += room }
    segments.removeAll { $0.pages < 1 }
  }
}
