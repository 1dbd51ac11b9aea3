import Architecture
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// Every property fails where it must: on a false law of the Model with one rule broken.
struct FalseLawTests {
  private static let strategies = ForkStrategy.allCases

  private static func property(_ name: String, of falseLaw: FalseLaw) -> any Property {
    let all: [any Property] =
      [ForkTransparency(of: FalseSubject(falseLaw))]
      + ForkStateProperties.all(of: { FalseSubject(falseLaw) }, strategies: strategies)
      + IsolationProperties.all(of: { FalseSubject(falseLaw) }, strategies: strategies)
    return all.first { $0.name == name } ?? all[0]
  }

  @Test(arguments: [
    (FalseLaw.relocationEdgeExclusive, "fork.transparency", 4),
    (.relocationEdgeExclusive, "isolation.confinement", 4),
    (.grandchildFaultSkipsCopy, "fork.transparency", 9),
    (.loadBarrierDropped, "fork.transparency", 9),
    (.loadBarrierDropped, "isolation.confinement", 9),
    (.loadBarrierDropped, "fork.frameInvariants", 9),
    (.lastSharerKeepsUnrelocated, "fork.frameInvariants", 9),
    (.relocationEdgeExclusive, "fork.childImage", 4),
    (.grandchildFaultSkipsCopy, "fork.strategies", 12),
    (.loadBarrierDropped, "fork.strategies", 12),
    (.faultCopiesNeighbour, "fork.singleCopies", 9),
    (.writeLeaksToSharers, "fork.transparency", 9),
    (.writeLeaksToSharers, "fork.frameInvariants", 9),
    (.regionReusedWithoutRehoming, "isolation.noStaleAuthority", 9),
    (.siblingCopiedEarly, "fork.frameInvariants", 9),
    (.failedForkProtectsParent, "fork.atomicFailure", 9),
    (.protectLiftsBarrier, "fork.frameInvariants", 9),
    (.executeKeepsPages, "isolation.noStaleAuthority", 6),
    (.exitKeepsFrames, "isolation.accounting", 4),
    (.narrowGivesRoot, "isolation.monotonicity", 4),
    (.narrowGivesRoot, "isolation.confinement", 4),
    (.narrowGivesRoot, "isolation.gatedEntry", 4),
    (.storeChangesStranger, "isolation.integrity", 5),
    (.storeChangesStranger, "isolation.noninterference", 8),
  ])
  func `A false law with one rule broken is caught by a short program`(
    falseLaw: FalseLaw, property: String, lines: Int
  ) async throws {
    let report = await PropertyRunner.run(Self.property(property, of: falseLaw), cases: 10_000)
    guard case .fails(let counterexample) = report.conclusion else {
      Issue.record("\(falseLaw) survives \(property): \(report)")
      return
    }
    #expect(counterexample.property == property)
    #expect(counterexample.steps.count <= lines, "\(report)")
  }
}
