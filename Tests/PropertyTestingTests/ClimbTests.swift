import PropertyTesting
import Testing

/// Programs that climb one step up or fall to the ground; chance alone seldom gets far.
struct ClimbTests {
  private func property(limit: Int, aiming: Bool) -> Predicate<[Bool]> {
    var property = Predicate({ $0.list(0...100) { $0.boolean() } }, holds: { _ in true })
    property.holds = { steps, recorder in
      var height = 0
      for isUp in steps {
        height = isUp ? height + 1 : 0
        if aiming { recorder.aim(Double(height)) }
        if height >= limit { return false }
      }
      return true
    }
    return property
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `Aiming reaches what chance does not, and what it reaches is shortened`(seed: UInt64) async throws {
    let chance = await PropertyRunner.run(property(limit: 25, aiming: false), seed: seed, cases: 3_200)
    #expect(chance.conclusion == .holds)
    let aimed = await PropertyRunner.run(property(limit: 25, aiming: true), seed: seed, cases: 3_200)
    guard case .fails(let counterexample) = aimed.conclusion else {
      Issue.record("\(aimed)")
      return
    }
    #expect(counterexample.isReproducible)
    #expect(counterexample.testCase == "[\(Array(repeating: "true", count: 25).joined(separator: ","))]")
  }
}
