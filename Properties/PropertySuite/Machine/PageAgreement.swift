import Architecture
import PropertyTesting
import Subjects
import Translation

/// One access through one page, for every kind of access, tag, permission and policy: the whole table of faults.
struct PageAgreement: Property {
  let subject: any PageAccessSubject

  let name = "machine.pages"
  let guarantee = "A page strips, faults and allows tagged capabilities exactly as the Model says."
  let rules = [
    "machine.page.loadTable", "machine.page.storeTable", "machine.page.translate", "machine.load.tags",
    "machine.load.reservedCapability", "machine.atomic.swapCapability", "machine.load.capability",
    "machine.store.capability",
  ]
  let requirements = Requirements(cases: 300, shares: ["fault": 0.05, "tag kept": 0.05, "tag stripped": 0.05])

  func generate(from source: inout ChoiceSource) -> PageAccess {
    PageAccess(
      operation: source.element(of: PageAccess.Operation.allCases), valueIsTagged: source.boolean(),
      authorityLoadsCapabilities: source.boolean(probability: 0.8),
      loadPolicy: source.element(of: CapabilityLoadPolicy.allCases),
      storePolicy: source.element(of: CapabilityStorePolicy.allCases))
  }

  func check(_ access: PageAccess, recording: inout Recorder) throws -> Verdict {
    let expected = try access.resultInModel().withoutRegister
    let observed = try subject.perform(access).withoutRegister
    recording.label("fault", if: expected.trap != nil)
    recording.label("tag kept", if: expected.resultTags != 0)
    recording.label("tag stripped", if: expected.trap == nil && access.valueIsTagged && expected.resultTags == 0)
    return .expect(observed, expected, guarantee, step: 0)
  }

  func describe(_ access: PageAccess) -> [String] { ["\(access)"] }
}

extension PageAccessResult {
  /// The result without the number of the register that a capability exception tells: which one is used is up to the
  /// subject.
  fileprivate var withoutRegister: PageAccessResult {
    guard let trap, trap.cause == .capabilityException else { return self }
    var result = self
    result.trap = TrapRecord(cause: trap.cause, value: trap.value & 0x1F)
    return result
  }
}
