import Adapters
import Architecture
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// A subject that relocates frames as the Model does, but for one mistake.
private struct Mistaken: RelocationSubject {
  let model: ModelRelocationSubject
  let mistake: @Sendable (FrameRelocation) -> FrameRelocation

  var format: FormatName { model.format }

  func copy(_ relocation: FrameRelocation) -> (source: [CapabilityBits], copy: RelocatedFrame) {
    (relocation.frame, model.copy(mistake(relocation)).copy)
  }

  func relocateInPlace(_ relocation: FrameRelocation) -> RelocatedFrame {
    model.relocateInPlace(mistake(relocation))
  }
}

/// A mistake that an implementation could make.
private struct Mistake: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let change: @Sendable (FrameRelocation) -> FrameRelocation

  static let all = [
    Mistake(testDescription: "the last 64 granules count as tagged where all others are") {
      var relocation = $0
      guard relocation.frame.prefix(192).allSatisfy(\.tag) else { return relocation }
      for granule in 192..<256 { relocation.frame[granule].tag = true }
      return relocation
    },
    Mistake(testDescription: "the first granule after a word of tags is overlooked") {
      var relocation = $0
      relocation.frame[64].tag = false
      return relocation
    },
    Mistake(testDescription: "a kernel entry is none") {
      var relocation = $0
      relocation.kernelEntries = []
      return relocation
    },
    Mistake(testDescription: "what lies outside is clamped where it should lose its tag") {
      var relocation = $0
      relocation.policy = .clamp
      return relocation
    },
    Mistake(testDescription: "a frame moves the other way") {
      var relocation = $0
      relocation.destination = relocation.origin &- (relocation.destination &- relocation.origin)
      return relocation
    },
  ]
}

@Suite struct `Relocation of frames` {
  @Test(arguments: Mistake.all, ["relocation.bulk", "relocation.inPlace"])
  private func `A subject that makes a mistake is noticed`(mistake: Mistake, property: String) async throws {
    var subjects = SubjectFactory.model()
    subjects.relocation = { Mistaken(model: ModelRelocationSubject($0), mistake: mistake.change) }
    let report = await PropertyRunner.run(try relocation(of: subjects, property), cases: 2000)
    guard case .fails = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }

  @Test(arguments: ["relocation.bulk", "relocation.inPlace"])
  func `The Model relocates frames as it relocates each granule`(property: String) async throws {
    let report = await PropertyRunner.run(try relocation(of: .model(), property), cases: 300)
    if case .fails = report.conclusion { Issue.record("\(report)") }
  }

  private func relocation(of subjects: SubjectFactory, _ name: String) throws -> any Property {
    try #require(PropertyCatalogue.properties(of: subjects).first { $0.name == name })
  }
}
