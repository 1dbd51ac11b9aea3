import PropertyTesting

/// Verdicts in the XML form of JUnit: one suite of named tests.
enum JUnitText {
  /// One test of the suite.
  struct Test {
    var name: String
    var seconds: Double
    var verdict: Verdict
  }

  /// What came of a test.
  enum Verdict {
    case passed
    case failed(message: String, text: String)
    case skipped(String)
    case broken(String)
  }

  /// The document of a run: one test for each property.
  static func of(_ report: RunReport) -> String {
    of(
      report.properties.map { Test(name: $0.profile.name, seconds: $0.seconds, verdict: Verdict($0.conclusion)) },
      suite: "ufork", seconds: report.seconds)
  }

  /// The document of a suite.
  static func of(_ tests: [Test], suite: String, seconds: Double) -> String {
    let failures = tests.count { if case .failed = $0.verdict { true } else { false } }
    let errors = tests.count { if case .broken = $0.verdict { true } else { false } }
    let skipped = tests.count { if case .skipped = $0.verdict { true } else { false } }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"\(escaped(suite))\" tests=\"\(tests.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
        + "skipped=\"\(skipped)\" time=\"\(seconds)\">",
    ]
    for test in tests {
      let head = "  <testcase classname=\"\(escaped(suite))\" name=\"\(escaped(test.name))\" time=\"\(test.seconds)\""
      guard let body = body(test.verdict) else {
        lines.append(head + "/>")
        continue
      }
      lines += [head + ">", body, "  </testcase>"]
    }
    return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
  }

  private static func body(_ verdict: Verdict) -> String? {
    switch verdict {
    case .passed: nil
    case .failed(let message, let text):
      "    <failure message=\"\(escaped(message))\">" + escaped(text) + "</failure>"
    case .skipped(let reason): "    <skipped message=\"\(escaped(reason))\"/>"
    case .broken(let reason): "    <error message=\"\(escaped(reason))\"/>"
    }
  }

  /// Text as it may stand in an element or in an attribute.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // XML 1.0 has no way to write most control characters.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "�"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension JUnitText.Verdict {
  /// The verdict on a property.
  init(_ conclusion: Conclusion) {
    self =
      switch conclusion {
      case .holds: .passed
      case .fails(let counterexample):
        .failed(message: counterexample.outcome.violatedGuarantee ?? "", text: counterexample.text())
      case .inconclusive(let shortfalls): .skipped(shortfalls.map(\.description).joined(separator: "; "))
      case .breaks(let reason): .broken(reason)
      }
  }
}
