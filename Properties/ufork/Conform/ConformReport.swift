import PropertyTesting
import Subjects

/// What a run found out about somebody's kernel, guarantee by guarantee.
struct ConformReport: Encodable {
  /// What the kernel says of itself.
  var description: ForkSubjectDescription
  /// The level at which it was checked.
  var level: ForkSubjectDescription.Level
  var guarantees: [GuaranteeVerdict]
  /// What was found out about each property.
  var run: RunReport

  init(_ run: RunReport, of subject: ForkSubjectDescription, level: ForkSubjectDescription.Level) {
    self.run = run
    description = subject
    self.level = level
    guarantees = GuaranteeVerdict.all(of: run)
  }

  /// One line for each guarantee.
  var lines: [String] {
    let width = guarantees.map(\.name.count).max() ?? 0
    return ["Guarantees of \(description.name), at level \(level.rawValue):", ""]
      + guarantees.map { guarantee in
        let line = "  \(guarantee.name.padded(to: width))  \(guarantee.verdict.rawValue)"
        guard let steps = guarantee.steps else { return line }
        return "\(line), shown by a program of \(counted(steps, "step", "steps"))"
      }
  }

  /// One test for each guarantee.
  func tests(allowingInconclusive: Bool) -> [JUnitText.Test] {
    guarantees.map { guarantee in
      JUnitText.Test(
        name: guarantee.name, seconds: seconds(spentOn: guarantee),
        verdict: JUnitText.Verdict(guarantee, allowsInconclusive: allowingInconclusive),
        standardError: guarantee.standardError)
    }
  }

  private func seconds(spentOn guarantee: GuaranteeVerdict) -> Double {
    run.properties.filter { guarantee.properties.contains($0.profile.name) }.reduce(0) { $0 + $1.seconds }
  }
}

extension JUnitText.Verdict {
  /// The verdict on a guarantee.
  fileprivate init(_ guarantee: GuaranteeVerdict, allowsInconclusive: Bool) {
    self =
      switch guarantee.verdict {
      case .holds: .passed
      case .violated: .failed(type: "violation", message: guarantee.text, text: guarantee.counterexample ?? "")
      case .notApplicable, .unfinished: .skipped(guarantee.verdict.rawValue)
      case .inconclusive: .inconclusive(guarantee.text, isAllowed: allowsInconclusive)
      case .unchecked: .broken(type: "broken", message: guarantee.verdict.rawValue)
      case .flaky: .broken(type: "flaky", message: guarantee.verdict.rawValue)
      }
  }
}
