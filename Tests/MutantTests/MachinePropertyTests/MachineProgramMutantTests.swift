import Architecture
import Adapters
import Testing

@Suite struct MachineProgramMutantTests {
  @Test(arguments: ["stale-block-after-store", "budget-exceeded-by-one"])
  func `A mistake that only fetched code shows is found out`(mutant: String) async throws {
    MutantSwitch.switchOn(mutant)
    defer { MutantSwitch.switchOn(nil) }
    let report = try await MachineProgramTests.report(on: .implementation(), cases: 3_000)
    guard case .fails = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }
}
