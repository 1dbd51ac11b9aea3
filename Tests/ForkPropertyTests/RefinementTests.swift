import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertySuite
import PropertyTesting
import Subjects
import Testing
import Translation

/// The single address space refines the POSIX view, contents included.
struct RefinementTests {
  @Test(arguments: [Relocation.Policy.clear, .clamp])
  func `Whatever a program does, owed relocation makes the one view of its state the other`(
    policy: Relocation.Policy
  ) throws {
    for seed in 0..<150 {
      var source = ChoiceSource(seed: UInt64(seed))
      let program = ForkProgram.generate(ForkProgramProfile(strategies: ForkStrategy.allCases), from: &source)
      try check(program, policy: policy)
    }
  }

  private func check(_ program: ForkProgram, policy: Relocation.Policy) throws {
    let world = program.world.inModel(.cc128)
    var space = AddressSpace(world, relocationPolicy: policy)
    let base = try #require(space.processes[.first]?.region.base)
    var reference = PosixReference(world, regionBase: base)
    for step in program.steps {
      let outcome = space.perform(step.action.inModel, by: step.process.inModel)
      let disagreement = reference.judge(outcome, of: step.action.inModel, by: step.process.inModel)
      try #require(disagreement == nil, "\(program.lines)")
      let differences = space.differences(from: reference.system, placement: reference.placement)
      try #require(differences.isEmpty, "\(differences) after \(step) of \(program.lines)")
    }
  }

  @Test func `To re-home a pointer and to relocate it later is to relocate it at once`() throws {
    let regions = (1...3).map { Region(base: Integer($0) << 18, sizeLog2: 16, epoch: 0) }
    for (length, offset) in [(0, 0), (0, 0x10000), (0x10000, 0), (1, 0xFFFF), (0x1230, 0x4561), (16, 0x100)] {
      let pointer = Format.cc128.root.setAddress(regions[0].base + Integer(offset))
        .setBounds(length: Integer(length)).capability
      let atOnce = pointer.relocated(from: regions[0], to: regions[2])
      let rehomed = pointer.relocated(from: regions[0], to: regions[1]).relocated(from: regions[1], to: regions[2])
      #expect(atOnce.tag && atOnce == rehomed)
      #expect(atOnce.base - regions[2].base == pointer.base - regions[0].base)
      #expect(atOnce.metadata == pointer.metadata)
    }
  }
}
