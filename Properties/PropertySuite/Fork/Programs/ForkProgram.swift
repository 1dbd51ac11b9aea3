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
    let k: UInt8 = source.weighted([(3, 16), (2, 14), (1, 15), (1, 20)])
    var segments = [
      Segment(.text, pages: 1), Segment(.globalOffsetTable, pages: 1), Segment(.data, pages: 1),
      Segment(.heap, pages: source.integer(in: 1...2)),
    ]
    if source.boolean(probability: 0.1) { segments.insert(Segment(.readOnlyData, pages: 1), at: 1) }
    if k > 14 { insertPagesOfOtherKinds(into: &segments, from: &source) }
    fill(&segments, regionSizeLog2: k, isFilled: source.boolean(probability: 0.4))
    let strategy = source.element(of: profile.strategies)
    // Spans, so that a counterexample that needs no want of anything is rid of it at once.
    let regions = source.span { source in
      profile.runsShort && source.boolean(probability: profile.scarceRegions)
        ? source.weighted([(3, 2), (2, 3), (1, 4)]) : 16
    }
    let pages = segments.reduce(0) { $0 + $1.pages }
    let processes = source.span { source in
      profile.runsShort && source.boolean(probability: profile.scarceFrames) ? source.integer(in: 1...3) : 16
    }
    // Who cannot limit memory must never be expected to have too little of it, however much a program maps.
    let spare = profile.runsShort ? 0 : 8192
    return ForkWorld(
      regionSizeLog2: k, segments: segments, strategy: strategy, frames: processes * pages + spare, regions: regions)
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
