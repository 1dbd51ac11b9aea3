/// A JSON value as it stands in a text, with its line.
package struct JSONNode: Sendable {
  /// What it is.
  package indirect enum Content: Sendable {
    case null
    case boolean(Bool)
    /// The digits as they are written, so that none is lost.
    case number(String)
    case string(String)
    case array([JSONNode])
    /// The members in the order of the text.
    case object([Member])
  }

  /// A member of an object.
  package struct Member: Sendable {
    package var key: String
    /// The line of the key, from 1.
    package var line: Int
    package var value: JSONNode
  }

  /// The line in which it begins, from 1.
  package var line: Int
  package var content: Content

  /// A member of an object; nil for what is no object, or has none of that name.
  package subscript(_ key: String) -> JSONNode? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The names of its members, in the order of the text; none for what is no object.
  package var memberNames: [String] {
    guard case .object(let members) = content else { return [] }
    return members.map(\.key)
  }

  /// What people call it.
  package var kind: String {
    switch content {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let digits): "the number \(digits.prefix(40))"
    case .string(let text): "the text “\(text.prefix(40))”"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

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
