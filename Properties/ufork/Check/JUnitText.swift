import PropertyTesting

/// A run in the XML form of JUnit: one suite, one test for each property.
enum JUnitText {
  /// The document.
  static func of(_ report: RunReport) -> String {
    let conclusions = report.properties.map(\.conclusion)
    let failures = conclusions.count { if case .fails = $0 { true } else { false } }
    let errors = conclusions.count { if case .breaks = $0 { true } else { false } }
    let skipped = conclusions.count { if case .inconclusive = $0 { true } else { false } }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuite name=\"ufork\" tests=\"\(conclusions.count)\" failures=\"\(failures)\" errors=\"\(errors)\" "
        + "skipped=\"\(skipped)\" time=\"\(report.seconds)\">",
    ]
    for property in report.properties {
      let head =
        "  <testcase classname=\"ufork\" name=\"\(escaped(property.profile.name))\" time=\"\(property.seconds)\""
      guard let body = body(property) else {
        lines.append(head + "/>")
        continue
      }
      lines += [head + ">", body, "  </testcase>"]
    }
    return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
  }

  private static func body(_ property: PropertyReport) -> String? {
    switch property.conclusion {
    case .holds: nil
    case .fails(let counterexample):
      "    <failure message=\"\(escaped(counterexample.outcome.violatedGuarantee ?? ""))\">"
        + escaped(counterexample.text()) + "</failure>"
    case .inconclusive(let shortfalls):
      "    <skipped message=\"\(escaped(shortfalls.map(\.description).joined(separator: "; ")))\"/>"
    case .breaks(let reason): "    <error message=\"\(escaped(reason))\"/>"
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
