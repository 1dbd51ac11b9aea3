import PropertySuite
import PropertyTesting
import Testing

@Suite struct `The laws of the Model` {
  @Test(arguments: PropertyCatalogue.laws().map(\.name))
  func `A law holds`(name: String) async throws {
    let report = await PropertyRunner.run(try law(name), cases: cases(of: name))
    #expect(report.conclusion == .holds, "\(report)")
  }

  @Test(arguments: PropertyCatalogue.laws().map(\.name))
  func `The false laws of a law fail, which shows that the law could`(name: String) async throws {
    let falseLaws = try law(name).falseLaws
    #expect(!falseLaws.isEmpty)
    for falseLaw in falseLaws {
      let report = await PropertyRunner.run(falseLaw, cases: cases(of: name))
      guard case .fails = report.conclusion else {
        Issue.record("\(falseLaw.guarantee) \(report)")
        continue
      }
    }
  }

  private func law(_ name: String) throws -> any LawOfModel {
    try #require(PropertyCatalogue.laws().first { $0.name == name })
  }

  /// Programs take longer than what is said of one number or one capability.
  private func cases(of name: String) -> Int { name == "model.views" ? 300 : 20_000 }
}
