import Foundation
import PropertyTesting

/// Verdicts in the XML form of JUnit: one suite of named tests.
///
/// There is no standard of it; what is written is what the schemas of Ant, Jenkins and Maven Surefire have in common.
enum JUnitText {
  /// A run.
  struct Suite {
    /// The name of the suite, and the class of its tests.
    var name: String
    /// When it began.
    var start: Date
    /// How long it took, in seconds.
    var seconds: Double
    /// What was checked and how, as names and values.
    var properties: [(name: String, value: String)] = []
    var tests: [Test]
    /// What people read.
    var output: [String] = []
    /// What the system under test said on standard error.
    var errors: [String] = []
  }

  /// One test of the suite.
  struct Test {
    var name: String
    var seconds: Double
    var verdict: Verdict
    /// What the system under test wrote to its standard error.
    var standardError: String?
  }

  /// What came of a test.
  enum Verdict {
    case passed
    case failed(type: String, message: String, text: String)
    case skipped(String)
    case broken(type: String, message: String)
  }

  /// The document of a suite.
  static func of(_ suite: Suite) -> String {
    let failures = suite.tests.count { if case .failed = $0.verdict { true } else { false } }
    let errors = suite.tests.count { if case .broken = $0.verdict { true } else { false } }
    let skipped = suite.tests.count { if case .skipped = $0.verdict { true } else { false } }
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append(
      "<testsuite name=\(attribute(suite.name)) timestamp=\(attribute(timestamp(suite.start))) "
        + "hostname=\(attribute(HostMachine.name)) tests=\"\(suite.tests.count)\" failures=\"\(failures)\" "
        + "errors=\"\(errors)\" skipped=\"\(skipped)\" time=\"\(decimal(suite.seconds))\">")
    lines.append("  <properties>")
    lines += suite.properties.map { "    <property name=\(attribute($0.name)) value=\(attribute($0.value))/>" }
    lines.append("  </properties>")
    for test in suite.tests {
      let head =
        "  <testcase classname=\(attribute(suite.name)) name=\(attribute(test.name)) time=\"\(decimal(test.seconds))\""
      guard let body = body(test.verdict) else {
        lines.append(head + "/>")
        continue
      }
      lines += [head + ">", body]
      if let errors = test.standardError {
        lines.append("    <system-err>\(escaped(errors.withVisibleControls))</system-err>")
      }
      lines.append("  </testcase>")
    }
    lines.append("  <system-out>" + escaped(suite.output.joined(separator: "\n")) + "</system-out>")
    lines.append("  <system-err>" + escaped(suite.errors.joined(separator: "\n")) + "</system-err>")
    return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
  }

  private static func body(_ verdict: Verdict) -> String? {
    switch verdict {
    case .passed: nil
    case .failed(let type, let message, let text):
      "    <failure type=\(attribute(type)) message=\(attribute(message))>" + escaped(text) + "</failure>"
    case .skipped(let reason): "    <skipped message=\(attribute(reason))/>"
    case .broken(let type, let message): "    <error type=\(attribute(type)) message=\(attribute(message))/>"
    }
  }

  /// A number of seconds without an exponent.
  private static func decimal(_ seconds: Double) -> String { String(format: "%.6f", max(0, seconds)) }

  /// A time in UTC, without a zone, as Ant's schema has it.
  private static func timestamp(_ date: Date) -> String {
    String(date.ISO8601Format().prefix { $0 != "Z" && $0 != "." })
  }

  /// Text as the value of an attribute: lines stay, which a reader would otherwise turn into spaces.
  private static func attribute(_ text: String) -> String {
    "\"" + escaped(text).replacing("\n", with: "&#10;").replacing("\t", with: "&#9;") + "\""
  }

  /// Text as it may stand in an element.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // XML 1.0 has no way to write these.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t": result += "�"
      case "\u{FFFE}", "\u{FFFF}": result += "�"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Conclusion {
  /// What the system under test wrote to its standard error.
  var standardError: String? {
    if case .fails(let counterexample) = self { counterexample.outcome.standardError } else { nil }
  }
}

extension JUnitText.Verdict {
  /// The verdict on a property.
  ///
  /// - Parameter allowsInconclusive: Whether it is no failure that too little was seen.
  init(_ conclusion: Conclusion, allowsInconclusive: Bool) {
    self =
      switch conclusion {
      case .holds: .passed
      case .fails(let counterexample):
        .failed(
          type: Self.type(of: counterexample.outcome), message: counterexample.outcome.violatedGuarantee ?? "",
          text: counterexample.text())
      case .inconclusive(let shortfalls):
        .inconclusive(shortfalls.map(\.description).joined(separator: "; "), isAllowed: allowsInconclusive)
      case .breaks(let reason): .broken(type: "broken", message: reason)
      case .flaky(let reason): .broken(type: "flaky", message: reason)
      case .unfinished: .skipped("not finished: the run ended early")
      }
  }

  /// The verdict when too little was seen.
  static func inconclusive(_ reason: String, isAllowed: Bool) -> Self {
    isAllowed
      ? .skipped("inconclusive: \(reason)")
      : .failed(type: "inconclusive", message: "inconclusive: \(reason)", text: reason)
  }

  private static func type(of outcome: Outcome) -> String {
    switch outcome {
    case .crashes: "crash"
    case .hangs: "hang"
    case .fails, .holds, .discarded, .breaks: "violation"
    }
  }
}
