import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

struct CapabilityAgreementTests {
  @Test(arguments: FormatName.allCases)
  func `Packed capabilities and the Model agree`(format: FormatName) async throws {
    var subjects = SubjectFactory.model()
    subjects.capability = SubjectFactory.implementation().capability
    let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
    let agreement = try #require(properties.first { $0.name == "capability.agreement.\(format)" })
    let report = await PropertyRunner.run(agreement, cases: 100_000)
    guard case .holds = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }
}
