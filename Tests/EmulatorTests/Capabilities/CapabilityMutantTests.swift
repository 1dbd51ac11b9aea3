import Architecture
import Emulator
import InProcess
import PropertySuite
import PropertyTesting
import Subjects
import Testing

struct CapabilityMutantTests {
  /// Mistakes in the arithmetic and in the relocation of single capabilities stand first in the enumeration.
  static let mutants = Mutation.allCases.filter { $0.rawValue <= Mutation.zeroLengthAtEndCleared.rawValue }

  @Test(arguments: mutants)
  func `A mistake in capability arithmetic does not agree with the Model`(mutant: Mutation) async throws {
    for format in FormatName.allCases {
      var subjects = SubjectFactory.model()
      subjects.capability = SubjectFactory.implementation(mutations: MutationSet(mutant)).capability
      let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
      let agreement = try #require(properties.first { $0.name == "capability.agreement.\(format)" })
      let report = await PropertyRunner.run(agreement, cases: 300_000)
      if case .fails = report.conclusion { return }
    }
    Issue.record("\(mutant.name) survives in every format")
  }

  @Test func `A mistake holds for one task only`() {
    let root = PackedCapability<Mutated<CC128>>.root
    MutationScope.with(MutationSet(.setAddressUnchecked)) {
      #expect(root.withBounds(length: 1).capability.withAddress(1 << 40).tag)
    }
    #expect(!root.withBounds(length: 1).capability.withAddress(1 << 40).tag)
  }
}
