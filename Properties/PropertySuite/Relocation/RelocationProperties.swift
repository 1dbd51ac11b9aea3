import Architecture
import CapabilityModel
import ModelAdapters
import PropertyTesting
import SystemsUnderTest

/// The properties of the relocation of whole frames.
enum RelocationProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let formats = try parameters.formats.map(subjects.relocation)
    return [BulkRelocation(of: formats, inPlace: false), BulkRelocation(of: formats, inPlace: true)]
  }
}

/// A frame that is copied and relocated, or relocated where it is, at once, against the Model's relocation of one
/// granule after the other.
struct BulkRelocation: Property {
  private let subjects: [any RelocationSubject]
  private let isInPlace: Bool

  init(of subjects: [any RelocationSubject], inPlace isInPlace: Bool) {
    self.subjects = subjects
    self.isInPlace = isInPlace
  }

  var name: String { isInPlace ? "relocation.inPlace" : "relocation.bulk" }
  var guarantee: String {
    isInPlace
      ? "A frame that is relocated where it is holds what relocating each of its granules gives, and data stay data."
      : "A frame that is copied and relocated holds what relocating each of its granules gives, and data stay data."
  }
  let rules = ["cap.relocate", "fork.relocate", "fork.relocate.integers", "fork.frame.relocation"]
  let requirements = Requirements(
    cases: 500,
    shares: [
      Self.full: 0.04, Self.partlyFull: 0.05, Self.dataAmongPointers: 0.3, "a capability moves": 0.3,
      "a tag is cleared": 0.3, "bounds are clamped": 0.04, "a kernel entry stays": 0.03,
    ])

  private static let full = "every granule is tagged"
  private static let partlyFull = "three quarters are tagged wholly, and one is not"
  private static let dataAmongPointers = "data beside capabilities"

  func generate(from source: inout ChoiceSource) -> FrameCase {
    FrameCase.generate(in: source.element(of: subjects.map(\.format)), from: &source)
  }

  func check(_ frameCase: FrameCase, recording: inout Recorder) throws -> Verdict {
    guard let subject = subjects.first(where: { $0.format == frameCase.format }) else {
      throw Discard("a format that is not checked")
    }
    let relocation = frameCase.relocation
    let expected = relocation.result(in: .named(frameCase.format))
    record(relocation, expected, in: &recording)
    let observed: RelocatedFrame
    if isInPlace {
      observed = try subject.relocateInPlace(relocation)
    } else {
      let answer = try subject.copy(relocation)
      if let granule = relocation.frame.firstDifference(from: answer.source) {
        return fails(granule, expected: relocation.frame, observed: answer.source, of: "the frame copied", frameCase)
      }
      observed = answer.copy
    }
    if let granule = expected.granules.firstDifference(from: observed.granules) {
      return fails(granule, expected: expected.granules, observed: observed.granules, of: "the result", frameCase)
    }
    guard let counts = observed.counts, let expected = expected.counts else { return .holds }
    return .expect(counts, expected, "What a relocation counts is what became of the granules.", step: 0)
  }

  private func record(_ relocation: FrameRelocation, _ expected: RelocatedFrame, in recording: inout Recorder) {
    let quarters = stride(from: 0, to: FrameRelocation.granules, by: 64).map { first in
      relocation.frame[first..<first + 64].allSatisfy(\.tag)
    }
    recording.label(Self.full, if: quarters.allSatisfy { $0 })
    recording.label(Self.partlyFull, if: quarters.count { $0 } == 3)
    recording.label(
      Self.dataAmongPointers,
      if: relocation.frame.contains(where: \.tag)
        && relocation.frame.contains { !$0.tag && ($0.metadata != 0 || $0.address != 0) })
    guard let counts = expected.counts else { return }
    recording.label("a capability moves", if: counts.relocated > 0 && relocation.origin != relocation.destination)
    recording.label("a tag is cleared", if: counts.cleared > 0)
    recording.label("bounds are clamped", if: counts.clamped > 0)
    recording.label("a kernel entry stays", if: counts.unchanged > 0)
  }

  private func fails(
    _ granule: Int, expected: [CapabilityBits], observed: [CapabilityBits], of what: String, _ frameCase: FrameCase
  ) -> Verdict {
    func text(_ granules: [CapabilityBits]) -> String {
      guard granules.indices.contains(granule) else { return "only \(granules.count) granules" }
      return "granule \(granule) of \(what): \(Format.named(frameCase.format).capability(granules[granule]))"
    }
    let others = zip(expected, observed).count { $0 != $1 } - 1
    return .fails(
      Failure(
        guarantee, step: frameCase.line(ofGranule: granule), expected: text(expected), observed: text(observed),
        explanation: others > 0 ? ["\(others) other granules differ, too."] : []))
  }

  func problem(with frameCase: FrameCase) -> String? { frameCase.problem }

  func describe(_ frameCase: FrameCase) -> [String] { frameCase.lines }
}

extension [CapabilityBits] {
  /// The first place at which another list is not equal; nil if there is none.
  fileprivate func firstDifference(from other: [CapabilityBits]) -> Int? {
    zip(self, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? (count == other.count ? nil : Swift.min(count, other.count))
  }
}
