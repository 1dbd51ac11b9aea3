import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// The properties hold of the Model's own single address space.
struct ModelSubjectTests {
  @Test func `Fork is transparent in the Model's own address space`() async {
    let report = await PropertyRunner.run(ForkTransparency(of: ModelForkSubject()), cases: 2000)
    #expect(report.conclusion == .holds, "\(report)")
  }

  @Test func `Fork is transparent with capabilities of Morello, too`() async {
    let property = ForkTransparency(of: ModelForkSubject(format: .cc128m), format: .cc128m)
    let report = await PropertyRunner.run(property, cases: 500)
    #expect(report.conclusion == .holds, "\(report)")
  }

  @Test(arguments: 0..<10)
  func `The guarantees of isolation hold in the Model's own address space`(index: Int) async {
    let properties = IsolationProperties.all(of: { ModelForkSubject() }, strategies: ForkStrategy.allCases)
    let report = await PropertyRunner.run(properties[index], cases: 1000)
    #expect(report.conclusion == .holds, "\(report)")
  }
}
