import CapabilityModel
import PropertySuite
import Testing

@Suite struct `The laws of capabilities, in toy formats` {
  @Test(arguments: ToyFormat.allCases)
  func `Every law holds of everything there is`(toy: ToyFormat) throws {
    let world = ToyWorld(try toy.format())
    var cases = 0
    for law in CapabilityLaw.all {
      let enumeration = law.enumerate(world)
      cases += enumeration.cases
      #expect(enumeration.counterexample == nil, "\(law.name): \(law.guarantee)")
    }
    print("\(toy): \(world.patterns.count) bit patterns, \(world.derived.count) derived, \(cases) cases")
  }

  @Test(arguments: CapabilityLaw.all.map(\.name))
  func `Every law says something in some toy format`(name: String) throws {
    let law = try #require(CapabilityLaw.all.first { $0.name == name })
    #expect(try ToyFormat.allCases.contains { law.enumerate(ToyWorld(try $0.format()), upTo: 100_000).spoken > 0 })
  }
}
