import Architecture
import Foundation

/// What the documents of the fork protocol say of actions, from the one table of them.
enum ProtocolDocument {
  static let path = "Docs/ForkProtocol.md"
  static let schemaPath = "Docs/ForkProtocol.schema.json"

  /// The document with the table of actions as it is now.
  static func text(in root: String) throws -> String {
    let rows = try ForkActionKind.allCases.map { kind in
      "| `\(try example(of: kind))` | \(kind.entry.does) | \(kind.entry.answers) |"
    }
    let table = ["", "| action | does | answers |", "|---|---|---|"] + rows + ["", ""]
    return try SourceFiles.text(
      path, in: root, between: "<!-- actions -->\n", and: "<!-- end of actions -->",
      replacedBy: table.joined(separator: "\n"))
  }

  /// The schema with the definitions of operands and actions as they are now.
  static func schema(in root: String) throws -> String {
    let types = ForkOperandType.allCases.map { "    \"\($0.rawValue)\": \($0.schema),\n" }.joined()
    let actions = ForkActionKind.allCases.map { "        \(definition(of: $0))" }.joined(separator: ",\n")
    let first = "  \"$defs\": {\n"
    let text = try SourceFiles.text(schemaPath, in: root, between: first, and: "    \"refusal\":", replacedBy: types)
    return try SourceFiles.replaced(
      text, of: schemaPath, between: "    \"action\": {\n", and: "    \"observation\":",
      by: "      \"oneOf\": [\n\(actions)\n      ]\n    },\n")
  }

  /// The first sample of an action, with its operands in their order.
  private static func example(of kind: ForkActionKind) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    let data = try encoder.encode(kind.entry.samples[0])
    let action = try JSONDecoder().decode([String: [String: ExampleValue]].self, from: data)
    let operands = kind.entry.operands.compactMap { operand in
      action[kind.rawValue]?[operand.name].map { "\"\(operand.name)\":\($0.text)" }
    }
    return "{\"\(kind.rawValue)\":{\(operands.joined(separator: ","))}}"
  }

  private static func definition(of kind: ForkActionKind) -> String {
    let properties = kind.entry.operands.map { "\"\($0.name)\": {\"$ref\": \"#/$defs/\($0.type.rawValue)\"}" }
    let required = kind.entry.operands.filter { !$0.isOptional }.map { "\"\($0.name)\"" }
    let operands = object(properties.joined(separator: ", "), required: required.joined(separator: ", "))
    return object("\"\(kind.rawValue)\": \(operands)", required: "\"\(kind.rawValue)\"")
  }

  fileprivate static func object(_ properties: String, required: String) -> String {
    """
    {"type": "object", "properties": {\(properties)}, "required": [\(required)], "additionalProperties": false}
    """
  }
}

/// A value of an example, with the members of objects in the order of their explanation.
private enum ExampleValue: Decodable {
  case number(Int64)
  case flag(Bool)
  case word(String)
  case list([ExampleValue])
  case object([String: ExampleValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let word = try? container.decode(String.self) {
      self = .word(word)
    } else if let list = try? container.decode([ExampleValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: ExampleValue].self))
    }
  }

  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .word(let word): "\"\(word)\""
    case .list(let list): "[\(list.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(Self.order.compactMap { name in members[name].map { "\"\(name)\":\($0.text)" } }.joined(separator: ","))}"
    }
  }

  /// The members of buffers and of what poll is asked.
  private static let order = ["descriptor", "input", "output", "through", "length"]
}

extension ForkOperandType {
  /// What the schema says of it.
  fileprivate var schema: String {
    switch self {
    case .width: Self.oneOf(AccessWidth.allCases.map { "\($0.rawValue)" })
    case .word: Self.number(UInt64.self)
    case .number: Self.number(Int64.self)
    case .offset: Self.number(Int32.self, "Bytes, added to the address of a register.")
    case .count: Self.number(UInt16.self)
    case .exitStatus: Self.number(Int32.self)
    case .flag: "{\"type\": \"boolean\"}"
    case .register: "{\"type\": \"integer\", \"minimum\": 0, \"maximum\": \(PointerRegister.count - 1)}"
    case .process: Self.number(UInt8.self, "The name of a process; 0 is the first.")
    case .thread: Self.number(UInt8.self, "The number of a thread; 0 is the one that a process starts with.")
    case .descriptor: Self.number(Int32.self)
    case .pages: Self.number(UInt16.self)
    case .length: Self.number(UInt32.self, "Bytes.")
    case .priority: Self.number(UInt32.self, "Of a message; the highest comes first.")
    case .name: Self.number(UInt8.self, "The name of a file, a shared memory object or a queue.")
    case .access: Self.oneOf(FileAccess.allCases)
    case .openOptions: Self.list(Self.oneOf(OpenOption.allCases))
    case .seekOrigin: Self.oneOf(SeekOrigin.allCases)
    case .resource:
      Self.oneOf(LimitedResource.allCases, "What a process is limited in: the bytes of a file, processes, descriptors.")
    case .buffers:
      Self.list(
        ProtocolDocument.object(
          "\"through\": {\"$ref\": \"#/$defs/register\"}, \"length\": {\"$ref\": \"#/$defs/length\"}",
          required: "\"through\", \"length\""), most: Buffer.mostInVector)
    case .pollEntries:
      Self.list(
        ProtocolDocument.object(
          """
          "descriptor": {"$ref": "#/$defs/descriptor"}, "input": {"type": "boolean"}, "output": {"type": "boolean"}
          """, required: "\"descriptor\", \"input\", \"output\""), most: PollEntry.most)
    case .strategy: Self.oneOf(ForkStrategy.allCases, "Full copy, copy on access, copy on pointer access.")
    case .protection: Self.list(Self.oneOf(PageProtection.allCases))
    case .signal:
      Self.oneOf(
        SignalNumber.allCases.map { "\($0.rawValue)" },
        "A signal, numbered as on FreeBSD; programs use 1, 2, 3, 9, 13, 14, 15, 20, 25, 30 and 31.")
    case .signals: Self.list("{\"$ref\": \"#/$defs/signal\"}")
    case .disposition: Self.oneOf(SignalDisposition.allCases)
    case .maskChange: Self.oneOf(SignalMaskChange.allCases)
    }
  }

  private static func described(_ description: String?, _ rest: String) -> String {
    "{" + (description.map { "\"description\": \"\($0)\", " } ?? "") + rest + "}"
  }

  private static func number<Number: FixedWidthInteger>(_ type: Number.Type, _ description: String? = nil) -> String {
    described(description, "\"type\": \"integer\", \"minimum\": \(Number.min), \"maximum\": \(Number.max)")
  }

  private static func oneOf(_ values: [String], _ description: String? = nil) -> String {
    described(description, "\"enum\": [\(values.joined(separator: ", "))]")
  }

  private static func oneOf<Name: RawRepresentable<String>>(_ names: [Name], _ description: String? = nil) -> String {
    oneOf(names.map { "\"\($0.rawValue)\"" }, description)
  }

  private static func list(_ items: String, most: Int? = nil) -> String {
    "{\"type\": \"array\"" + (most.map { ", \"maxItems\": \($0)" } ?? "") + ", \"items\": \(items)}"
  }
}
