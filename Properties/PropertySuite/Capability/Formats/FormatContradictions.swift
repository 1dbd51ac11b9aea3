import Architecture
import CapabilityModel
import ExactIntegers
import PropertyTesting

/// Parameters that contradict each other make no format: formats for use and toys, damaged in one place.
struct FormatContradictions: FalsifiableLaw {
  struct Case: Codable, Sendable {
    /// The format that is damaged: one for use, or else a toy.
    var format: FormatName?
    var toy: ToyFormat
    var damage: FormatDamage
    /// How much, or which of several.
    var amount: Int
  }

  let name = "capability.formats"
  let rules = ["cap.null"]
  let requirements = Requirements(cases: 500, shares: [refused: 0.5])
  var isFalsified = false

  private static let refused = "a format is refused"

  var guarantee: String {
    isFalsified
      ? "A format is refused if its fields overlap, and else accepted."
      : "Parameters that contradict each other make no format; the refusal names what contradicts."
  }

  func generate(from source: inout ChoiceSource) -> Case {
    Case(
      format: source.boolean() ? source.element(of: FormatName.allCases) : nil,
      toy: source.element(of: ToyFormat.allCases), damage: source.element(of: FormatDamage.allCases),
      amount: source.integer(in: 0...40))
  }

  func check(_ testCase: Case, recording: inout Recorder) throws -> Verdict {
    var parameters = try testCase.parameters
    guard let culprit = testCase.damage.spoil(&parameters, testCase.amount) else {
      throw Discard("the format has nothing to be damaged this way")
    }
    let refusal = refusal(of: parameters)
    recording.label(Self.refused, if: refusal != nil)
    let isAccepted = isFalsified && testCase.damage != .overlap
    if isAccepted ? refusal == nil : refusal?.contains(culprit) == true { return .holds }
    return .fails(
      Failure(
        guarantee, step: 0, expected: isAccepted ? "a format" : "a refusal that names “\(culprit)”",
        observed: refusal ?? "a format"))
  }

  private func refusal(of parameters: FormatParameters) -> String? {
    do {
      _ = try Format(parameters)
      return nil
    } catch {
      return error.description
    }
  }

  func problem(with testCase: Case) -> String? {
    (0...40).contains(testCase.amount) ? nil : "amount is \(testCase.amount), not in 0 … 40"
  }

  func describe(_ testCase: Case) -> [String] {
    ["\(testCase.format.map { "\($0)" } ?? "\(testCase.toy)"), spoilt by \(testCase.damage) (\(testCase.amount))"]
  }
}

extension FormatContradictions.Case {
  fileprivate var parameters: FormatParameters {
    get throws { try format.map { Format.named($0).parameters } ?? toy.format().parameters }
  }
}
