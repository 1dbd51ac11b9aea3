import Architecture
import CapabilityModel
import ExactIntegers
import PropertyTesting
import SystemsUnderTest

/// A frame to relocate, by what stands in its granules: runs of neighbours that hold a few capabilities in turn. A
/// later run overwrites earlier ones; what is in no run is zero and has no tag.
struct FrameCase: Codable, Sendable {
  /// Neighbouring granules.
  struct Run: Codable, Sendable {
    /// The first granule, from 0.
    var first: Int
    /// How many granules there are; those beyond the end of the frame are left out.
    var count: Int
    /// Which granules may have tags: granule g if bit g mod 64 is set. The others hold the same words as data.
    var tags: UInt64
    /// What they hold, one after the other, and then from the first again.
    var capabilities: [CapabilityBits]
    /// How much the address grows from granule to granule.
    var stride: UInt64

    fileprivate var granules: Range<Int> { first..<min(first + count, FrameRelocation.granules) }

    fileprivate func bits(at granule: Int) -> CapabilityBits {
      var bits = capabilities[(granule - first) % capabilities.count]
      bits.address &+= stride &* UInt64(granule - first)
      bits.tag = bits.tag && tags >> UInt64(granule % 64) & 1 == 1
      return bits
    }
  }

  var format: FormatName
  var regions: RegionPair
  var policy: RelocationPolicy
  var kernelEntries: [CapabilityBits]
  var runs: [Run]

  /// What a subject is asked.
  var relocation: FrameRelocation {
    var frame = Array(repeating: CapabilityBits.zero, count: FrameRelocation.granules)
    for run in runs {
      for granule in run.granules { frame[granule] = run.bits(at: granule) }
    }
    return FrameRelocation(
      frame: frame, from: regions.origin, to: regions.destination, sizeLog2: UInt8(regions.sizeLog2), policy: policy,
      kernelEntries: kernelEntries)
  }

  /// What is wrong with a case that somebody else has made; nil if there can be such.
  var problem: String? {
    let format = Format.named(format)
    if let problem = regions.problem(in: format) { return problem }
    guard runs.allSatisfy({ (0..<FrameRelocation.granules).contains($0.first) }) else {
      return "a run begins at no granule of the frame"
    }
    guard runs.allSatisfy({ (0...FrameRelocation.granules).contains($0.count) }) else {
      return "a run has more granules than the frame, or fewer than none"
    }
    guard runs.allSatisfy({ !$0.capabilities.isEmpty }) else { return "a run holds nothing" }
    return kernelEntries.contains { !$0.tag || regions.originRegion.contains(format.capability($0).bounds) }
      ? "a kernel entry is untagged or lies inside the origin region" : nil
  }

  /// The line that shows the run which says what a granule holds.
  func line(ofGranule granule: Int) -> Int {
    runs.lastIndex { $0.granules.contains(granule) }.map { $0 + 1 + kernelEntries.count } ?? 0
  }

  /// The case for people.
  var lines: [String] {
    let format = Format.named(format)
    func text(_ bits: CapabilityBits) -> String { "\(format.capability(bits))" }
    return [
      "\(self.format): from \(regions.origin.hexadecimal) to \(regions.destination.hexadecimal), "
        + "2^\(regions.sizeLog2) bytes; what is elsewhere is \(policy == .clear ? "cleared" : "clamped")"
    ] + kernelEntries.map { "a kernel entry: \(text($0))" }
      + runs.map { run in
        let last = run.granules.upperBound - 1
        let place = run.granules.count > 1 ? "granules \(run.first) to \(last)" : "granule \(run.first)"
        let tags = run.tags == .max ? "" : run.tags == 0 ? ", no tags" : ", tags \(run.tags.hexadecimal)"
        let stride = run.stride == 0 ? "" : ", addresses \(Int64(bitPattern: run.stride)) apart"
        return "\(place)\(tags)\(stride): " + run.capabilities.map(text).joined(separator: "; ")
      }
  }
}

extension FrameCase {
  /// Makes a frame.
  static func generate(in format: FormatName, from source: inout ChoiceSource) -> FrameCase {
    let generator = CapabilityGenerator(format: .named(format))
    let regions = RegionPair(anywhereIn: generator.format, from: &source)
    let policy = source.boolean() ? RelocationPolicy.clamp : .clear
    let entries = source.list(0...3) { generator.kernelEntry(outside: regions, from: &$0) }
    var isFirst = true
    let runs = source.list(1...5) { source in
      defer { isFirst = false }
      return Run.generate(
        isFirst: isFirst, generator, around: regions, entries: entries.map(\.bits), from: &source)
    }
    return FrameCase(
      format: format, regions: regions, policy: policy, kernelEntries: entries.map(\.bits), runs: runs)
  }
}

extension FrameCase.Run {
  /// Makes a run; the first one often fills the frame.
  fileprivate static func generate(
    isFirst: Bool, _ generator: CapabilityGenerator, around regions: RegionPair, entries: [CapabilityBits],
    from source: inout ChoiceSource
  ) -> Self {
    let borders = [0, 64, 128, 192, 255, 1, 63, 127, 191]
    let lengths = [1, 63, 64, 64, 65, 127, 128, 192, 256]
    let first = source.choose(
      in: 0...FrameRelocation.granules - 1, preferring: isFirst ? [0, 0, 0, 0, 64, 192] : borders, otherwise: 0.1)
    let count = source.choose(
      in: 1...FrameRelocation.granules, preferring: isFirst ? [256, 256, 256, 192, 65, 1] : lengths, otherwise: 0.1)
    let isTagged = source.weighted(isFirst ? [8, 1, 2] : [4, 4, 3])
    let tags = isTagged == 0 ? .max : isTagged == 1 ? 0 : source.word()
    let stride: UInt64 = source.weighted([8, 2, 2]) == 0 ? 0 : generator.stride(in: regions, from: &source)
    let capabilities = source.list(1...4) { generator.granule(around: regions, entries: entries, from: &$0) }
    return Self(first: first, count: count, tags: tags, capabilities: capabilities, stride: stride)
  }
}
