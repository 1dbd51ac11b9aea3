import Architecture
import PropertySuite
import PropertyTesting
import Testing

@Suite struct `The laws of capabilities` {
  @Test(arguments: CapabilityLaw.all.map(\.name))
  func `A law holds in the three formats`(name: String) async throws {
    let report = await PropertyRunner.run(LawProperty(try law(name), formats: FormatName.allCases), cases: 20_000)
    #expect(report.conclusion == .holds, "\(report)")
  }

  @Test(arguments: CapabilityLaw.all.map(\.name))
  func `The false twin of a law fails, which shows that the law could`(name: String) async throws {
    let twin = LawProperty(try law(name).falsified, formats: FormatName.allCases)
    let report = await PropertyRunner.run(twin, cases: 20_000)
    guard case .fails = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }

  private func law(_ name: String) throws -> CapabilityLaw {
    try #require(CapabilityLaw.all.first { $0.name == name })
  }
}
