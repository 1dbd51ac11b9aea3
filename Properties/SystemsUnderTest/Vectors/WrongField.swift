/// What is wrong with a JSON value, and where: `files[1].kind: “machines” is none of its values`.
package struct WrongField: CustomStringConvertible, Sendable {
  package let description: String

  /// What an error of decoding says.
  package init(_ error: any Error) {
    guard let error = error as? DecodingError else {
      description = "it is not JSON"
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      description = Self.text(context.codingPath + [key], "it is missing")
    case .typeMismatch(let type, let context):
      description = Self.text(context.codingPath, "it should be \(Self.name(of: type))")
    case .valueNotFound(let type, let context):
      description = Self.text(context.codingPath, "it should be \(Self.name(of: type)), not null")
    case .dataCorrupted(let context):
      description =
        context.codingPath.isEmpty && context.underlyingError != nil
        ? "it is not JSON" : Self.text(context.codingPath, context.debugDescription)
    @unknown default: description = "\(error)"
    }
  }

  private static func text(_ path: [any CodingKey], _ reason: String) -> String {
    let place = path.reduce(into: "") { place, key in
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += (place.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return place.isEmpty ? reason : "\(place): \(reason)"
  }

  private static func name(of type: Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Bool.Type: "true or false"
    case is any BinaryInteger.Type: "a whole number"
    case is any Collection.Type: "a list or an object"
    default: "\(type)"
    }
  }
}

extension Decoder {
  /// The members of an object that has no others than the given ones.
  package func container<Key: CodingKey & CaseIterable>(
    strictlyKeyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let names = Key.allCases.map(\.stringValue)
    let members = try container(keyedBy: AnyMember.self).allKeys.map(\.stringValue)
    if let unknown = members.sorted().first(where: { !names.contains($0) }) {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: codingPath,
          debugDescription: "“\(unknown)” is no member here; there are \(names.joined(separator: ", "))"))
    }
    return try container(keyedBy: type)
  }
}

/// Any member of an object.
private struct AnyMember: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// A word that is written as a string of hexadecimal digits.
package struct HexadecimalWord: Codable, Hashable, Sendable {
  /// The number.
  package var value: UInt64

  /// Reads the digits.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = UInt64(text, radix: 16) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(text)” is not a hexadecimal number of at most 64 bits")
    }
    self.value = value
  }

  /// Writes the digits.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(String(value, radix: 16))
  }
}

extension KeyedDecodingContainer {
  /// The value of a name, if the member is there.
  package func decodeNameIfPresent<Value: RawRepresentable<String> & CaseIterable>(
    _ type: Value.Type, forKey key: Key
  ) throws -> Value? {
    guard let name = try decodeIfPresent(String.self, forKey: key) else { return nil }
    guard let value = Value(rawValue: name) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription: "“\(name)” is none of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}
