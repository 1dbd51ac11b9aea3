/// What is wrong with a JSON text, and where, in words.
package struct JSONProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  package var line: Int
  /// Where in the value: `tests[3].steps[2].step.action`; empty for the whole.
  package var path: String
  /// What is wrong.
  package var message: String

  /// What people read: the place in the value, then what is wrong. The line is for whoever names the file.
  package var description: String { path.isEmpty ? message : "\(path)\(step): \(message)" }

  /// The number of the step that the path leads to, as people count.
  private var step: String {
    guard let match = path.matches(of: /steps\[(\d+)\]/).last, let index = Int(match.1) else { return "" }
    return " (step \(index + 1))"
  }
}

extension [any CodingKey] {
  /// The path as it is written in errors.
  var text: String {
    reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}
