import Architecture
import ForkKernel
import Testing

@Suite struct PreemptionMutantTests {
  @Test func `A fork that leaves the parent running copies pages of different moments`() throws {
    MutantSwitch.switchOn("snapshot-torn")
    defer { MutantSwitch.switchOn(nil) }
    let (writer, found) = try PreemptionTests.fork(.copy, hasPredecessors: false)
    #expect(!(0...writer.count).contains { PreemptionTests.contents(after: $0) == found })
  }

  // After a lazy fork the store faults, which ends the reservation in any case.
  @Test(arguments: ForkStrategy.allCases)
  func `A fork that ends no reservation shows if it copies everything`(strategy: ForkStrategy) throws {
    MutantSwitch.switchOn("reservation-survives-fork")
    defer { MutantSwitch.switchOn(nil) }
    #expect(try PreemptionTests.storeConditionalFails(afterFork: strategy) == (strategy != .copy))
  }
}
