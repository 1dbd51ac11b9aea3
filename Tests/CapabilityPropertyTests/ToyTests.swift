import CapabilityModel
import ExactIntegers
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

  @Test func `Every law says something in some toy format`() throws {
    let worlds = try [ToyFormat.isav9Pairs, .isav9, .isav9Sealing].map { ToyWorld(try $0.format()) }
    for law in CapabilityLaw.all {
      #expect(worlds.contains { law.enumerate($0, until: { $0.spoken > 0 }).spoken > 0 }, "\(law.name)")
    }
  }

  @Test(arguments: [ToyFormat.isav9, .isav9Pairs, .rv64y])
  func `No bounds that can be stored are tighter than those that are set`(toy: ToyFormat) throws {
    let format = try toy.format()
    let whole = format.wholeAddressSpace
    for base in 0..<1 << format.addressWidth {
      let root = format.root.setAddress(Integer(base))
      let storable = (0..<1 << format.layout.metadataWidth)
        .map { root.setHigh(Integer($0)) }
        .filter { !$0.isMalformed && whole.contains($0.bounds) }
        .map(\.bounds)
      for length in 0..<(1 << format.addressWidth) - base {
        let request = Bounds(base: Integer(base), top: Integer(base + length))
        let tightest = storable.filter { $0.contains(request) }.map(\.length).min()
        #expect(root.setBounds(length: Integer(length)).capability.bounds.length == tightest, "\(request)")
      }
    }
  }
}
