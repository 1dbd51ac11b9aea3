import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// A subject that answers as the Model does, but takes one operation for another.
private struct Confused: CapabilitySubject {
  let format: FormatName
  let confusion: @Sendable (CapabilityOperation) -> CapabilityOperation

  func perform(_ operation: CapabilityOperation) -> CapabilityReply {
    ModelCapabilitySubject(format).perform(confusion(operation))
  }
}

/// A mistake that an implementation could make.
private struct Mistake: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let confusion: @Sendable (CapabilityOperation) -> CapabilityOperation

  static let all = [
    Mistake(testDescription: "exact bounds are rounded") {
      if case .setBoundsExact(let bits, let length) = $0 { .setBounds(bits, length: length) } else { $0 }
    },
    Mistake(testDescription: "setting the address checks as incrementing does") {
      if case .setAddress(let bits, let address) = $0 {
        .incrementOffset(bits, increment: address &- bits.address)
      } else {
        $0
      }
    },
    Mistake(testDescription: "a mask of permissions is turned over") {
      if case .andPermissions(let bits, let mask) = $0 { .andPermissions(bits, mask: ~mask) } else { $0 }
    },
    Mistake(testDescription: "a conditional seal is unconditional") {
      if case .conditionalSeal(let bits, let authority) = $0 { .seal(bits, authority: authority) } else { $0 }
    },
    Mistake(testDescription: "a subset is taken the other way round") {
      if case .testSubset(let outer, let inner) = $0 { .testSubset(inner, outer) } else { $0 }
    },
    Mistake(testDescription: "what lies outside is clamped where it should lose its tag") {
      if case .relocate(let bits, let origin, let destination, let sizeLog2, .clear) = $0 {
        .relocate(bits, from: origin, to: destination, sizeLog2: sizeLog2, policy: .clamp)
      } else {
        $0
      }
    },
  ]
}

@Suite struct `Capability agreement` {
  @Test(arguments: Mistake.all)
  private func `A subject that makes a mistake does not agree with the Model`(mistake: Mistake) async throws {
    var subjects = SubjectFactory.model()
    subjects.capability = { Confused(format: $0, confusion: mistake.confusion) }
    let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
    let agreement = try #require(properties.first { $0.name == "capability.agreement.cc128" })
    let report = await PropertyRunner.run(agreement, cases: 100_000)
    guard case .fails = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }
}
