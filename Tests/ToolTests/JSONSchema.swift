import Foundation

/// As much of JSON Schema (2020-12) as the schema of the fork protocol uses.
struct JSONSchema {
  private let root: JSONNode

  /// Reads a schema.
  init(path: String) throws {
    root = try JSONDecoder().decode(JSONNode.self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// What is wrong with a message; `nil` if it is as one of the definitions says.
  func problem(with json: some StringProtocol, as definition: String) throws -> String? {
    let message = try JSONDecoder().decode(JSONNode.self, from: Data(json.utf8))
    return problem(message, at: .object(["$ref": .string("#/$defs/" + definition)]), place: definition)
  }

  private func problem(_ value: JSONNode, at schema: JSONNode, place: String) -> String? {
    if case .string(let reference)? = schema["$ref"] {
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let target = root["$defs"]?[name] else { return "\(place): there is no definition \(reference)" }
      return problem(value, at: target, place: place)
    }
    if let constant = schema["const"], constant != value { return "\(place): not \(constant)" }
    if let values = schema["enum"]?.elements, !values.contains(value) { return "\(place): none of \(values)" }
    if let alternatives = schema["oneOf"]?.elements {
      let found = alternatives.map { problem(value, at: $0, place: place) }
      if found.count(where: { $0 == nil }) != 1 {
        return "\(place): \(found.compactMap(\.self).joined(separator: "; "))"
      }
    }
    switch schema["type"] {
    case .string("object")?: return problemOfObject(value, schema, place)
    case .string("array")?:
      guard let elements = value.elements else { return "\(place): no array" }
      if case .number(let most)? = schema["maxItems"], Decimal(elements.count) > most { return "\(place): too long" }
      guard let items = schema["items"] else { return nil }
      return elements.lazy.compactMap { problem($0, at: items, place: place + "[]") }.first
    case .string("integer")?:
      guard case .number(let number) = value, number == number.rounded else { return "\(place): no integer" }
      if case .number(let least)? = schema["minimum"], number < least { return "\(place): less than \(least)" }
      if case .number(let most)? = schema["maximum"], number > most { return "\(place): more than \(most)" }
    case .string("boolean")?: if case .boolean = value {} else { return "\(place): no boolean" }
    case .string("string")?: if case .string = value {} else { return "\(place): no string" }
    default: break
    }
    return nil
  }

  private func problemOfObject(_ value: JSONNode, _ schema: JSONNode, _ place: String) -> String? {
    guard case .object(let members) = value else { return "\(place): no object" }
    for case .string(let name) in schema["required"]?.elements ?? [] where members[name] == nil {
      return "\(place): no member \(name)"
    }
    for (name, member) in members {
      if let known = schema["properties"]?[name] {
        if let found = problem(member, at: known, place: "\(place).\(name)") { return found }
      } else if schema["additionalProperties"] == .boolean(false) {
        return "\(place): an unknown member \(name)"
      } else if let others = schema["additionalProperties"], others != .boolean(true) {
        if let found = problem(member, at: others, place: "\(place).\(name)") { return found }
      }
    }
    return nil
  }
}

/// A value of JSON; numbers are exact.
enum JSONNode: Decodable, Hashable {
  case null
  case boolean(Bool)
  case number(Decimal)
  case string(String)
  case array([JSONNode])
  case object([String: JSONNode])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let boolean = try? container.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let number = try? container.decode(Decimal.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let array = try? container.decode([JSONNode].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONNode].self))
    }
  }

  /// The elements of an array.
  var elements: [JSONNode]? { if case .array(let elements) = self { elements } else { nil } }

  /// A member of an object.
  subscript(name: String) -> JSONNode? { if case .object(let members) = self { members[name] } else { nil } }
}

extension Decimal {
  fileprivate var rounded: Decimal {
    var result = Decimal()
    var value = self
    unsafe NSDecimalRound(&result, &value, 0, .plain)
    return result
  }
}
