import CapabilityModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// The properties of capabilities.
enum CapabilityProperties {
  /// Makes those that the parameters select: each subject's agreement with the Model.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    try parameters.formats.map { CapabilityAgreement(try subjects.capability($0)) }
  }
}

/// Every operation gives what the Model says, on structured capabilities and on raw bit patterns.
struct CapabilityAgreement: Property {
  let subject: any CapabilitySubject
  private let generator: CapabilityGenerator

  init(_ subject: any CapabilitySubject) {
    self.subject = subject
    generator = CapabilityGenerator(format: .named(subject.format))
  }

  var name: String { "capability.agreement.\(subject.format.rawValue)" }
  let guarantee = "Every operation on capabilities gives the words, the tag and the flags that the Model says."
  let rules = ["cap"]
  let requirements = Requirements(
    cases: 1_000, shares: ["tagged result": 0.2, "tag cleared": 0.05, "answered": 0.7])

  func generate(from source: inout ChoiceSource) -> CapabilityOperation {
    generator.operation(from: &source)
  }

  func check(_ operation: CapabilityOperation, recording: inout Recorder) throws -> Verdict {
    let expected = operation.reply(in: generator.format)
    let observed = try subject.perform(operation)
    recording.label("answered", if: expected != .unsupported)
    if let result = expected.resultTag, let operand = operation.operandTag {
      recording.label("tagged result", if: result)
      recording.label("tag cleared", if: operand && !result)
    }
    return .expect(observed, expected, guarantee, step: 0)
  }

  func problem(with operation: CapabilityOperation) -> String? {
    guard case .relocate(_, let origin, let destination, let sizeLog2, _) = operation else { return nil }
    guard sizeLog2 <= 60 else { return "sizeLog2 is \(sizeLog2), not in 0 … 60" }
    let slot = UInt64(4) << UInt64(sizeLog2)
    return [origin, destination].first { $0 % slot != 0 }.map { "a region stands at \($0), no multiple of \(slot)" }
  }

  func describe(_ operation: CapabilityOperation) -> [String] {
    ["\(operation)"]
  }
}

extension CapabilityReply {
  /// The tag of the capability in the reply, if there is one.
  fileprivate var resultTag: Bool? {
    switch self {
    case .capability(let bits), .bounded(let bits, _): bits.tag
    case .inspection, .integer, .boolean, .unsupported: nil
    }
  }
}

extension CapabilityOperation {
  /// The tag of the capability that the operation derives its result from, if there is one.
  fileprivate var operandTag: Bool? {
    switch self {
    case .setBounds(let bits, _), .setBoundsExact(let bits, _), .setAddress(let bits, _), .incrementOffset(let bits, _),
      .setOffset(let bits, _), .andPermissions(let bits, _), .setFlags(let bits, _), .setHigh(let bits, _),
      .clearTag(let bits), .seal(let bits, _), .unseal(let bits, _), .conditionalSeal(let bits, _),
      .sealEntry(let bits), .buildCapability(let bits, _), .copyType(let bits, _), .relocate(let bits, _, _, _, _):
      bits.tag
    default: nil
    }
  }
}
