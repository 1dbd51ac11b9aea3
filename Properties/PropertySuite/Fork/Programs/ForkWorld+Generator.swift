import Architecture
import PropertyTesting
import Subjects

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
