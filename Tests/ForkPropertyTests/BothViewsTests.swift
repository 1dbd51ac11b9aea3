import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import Testing

/// Random programs of all actions, in both views.
struct BothViewsTests {
  @Test func `Whatever processes call, both views agree, every guarantee is kept, and what fails changes nothing`()
    throws
  {
    var situations: [String: Int] = [:]
    for seed in 0..<320 {
      var source = ChoiceSource(seed: UInt64(seed))
      var views = try BothViews(Self.world(from: &source))
      if Self.topic(ofProgram: seed) == .sharedObjects {
        for action in Self.mappedObject { _ = try views.perform(action, by: .first) }
      }
      for _ in 0..<120 where views.system.processes.values.contains(where: \.runs) {
        let (name, thread) = ActionGenerator.actor(in: views.system, from: &source)
        let action = ActionGenerator(
          system: views.system, name: name, thread: thread, topic: Self.topic(ofProgram: seed)
        ).action(from: &source)
        let outcome = try views.perform(action, by: name, thread: thread)
        situations[ActionGenerator.situation(action, outcome), default: 0] += 1
      }
      try views.endAll()
    }
    let missing = ActionGenerator.situations.filter { situations[$0, default: 0] == 0 }
    #expect(missing == [], "\(situations.sorted { $0.key < $1.key })")
  }

  @Test func `An access during a call is seen before it or after it`() throws {
    var overlaps = 0
    for seed in 0..<200 {
      var source = ChoiceSource(seed: UInt64(seed))
      var views = try BothViews(Self.world(from: &source))
      for _ in 0..<60 where views.system.processes.values.contains(where: \.runs) {
        let (name, thread) = ActionGenerator.actor(in: views.system, from: &source)
        let (other, otherThread) = ActionGenerator.actor(in: views.system, from: &source)
        let action = ActionGenerator(
          system: views.system, name: name, thread: thread, topic: Self.topic(ofProgram: seed)
        ).action(from: &source)
        let access = ActionGenerator(system: views.system, name: other, thread: otherThread).access(from: &source)
        try views.perform(
          action, by: name, thread, meanwhile: access, by: other, otherThread,
          accessFirst: source.boolean())
        if views.isUndecided { overlaps += 1 }
      }
    }
    #expect(overlaps > 10)
  }

  /// An object of which somebody has mapped two pages to write them, and one of them to read it.
  private static let mappedObject: [ProcessAction] = [
    .file(.openShared(object: 0, .readWrite, [.create])), .file(.openShared(object: 0, .readOnly, [])),
    .file(.truncate(3, length: 8192)),
    .memory(.mapShared(into: 2, SharedMapping(descriptor: 3, page: 0, pages: 2, protection: [.read, .write]))),
    .memory(.mapShared(into: 3, SharedMapping(descriptor: 4, page: 1, pages: 1, protection: .read))),
  ]

  private static func topic(ofProgram seed: Int) -> ActionGenerator.Topic? {
    let topics: [ActionGenerator.Topic?] = [nil, nil] + ActionGenerator.Topic.allCases
    return topics[seed % topics.count]
  }

  /// A world in which memory, regions and descriptors are soon exhausted.
  private static func world(from source: inout ChoiceSource) -> InitialWorld {
    let kinds: [[SegmentKind]] = [
      [.text, .globalOffsetTable, .data, .heap], [.text, .readOnlyData, .globalOffsetTable, .heap, .stack],
      [.globalOffsetTable, .sharedMapping, .heap, .sharedMapping], [.text, .globalOffsetTable, .data],
    ]
    let segments = source.element(of: kinds).map { ImageSegment($0, pages: source.integer(in: 1...2)) }
    return InitialWorld(
      format: source.element(of: [.cc128, .cc128m]), regionSizeLog2: 16, image: ProcessImage(segments),
      strategy: source.element(of: ForkStrategy.allCases), frames: source.element(of: [14, 30, 30, 60]),
      regions: source.integer(in: 2...6), descriptors: source.element(of: [8, 12, 64]))
  }
}
