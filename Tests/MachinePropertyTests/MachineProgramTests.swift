import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

@Suite struct MachineProgramTests {
  static func report(on subjects: SubjectFactory, cases: Int) async throws -> PropertyReport {
    let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
    return await PropertyRunner.run(try #require(properties.first { $0.name == "machine.programs" }), cases: cases)
  }

  @Test func `Programs in memory do what the Model says`() async throws {
    let report = try await Self.report(on: .implementation(), cases: 3_000)
    #expect(report.conclusion == .holds, "\(report)")
  }
}
