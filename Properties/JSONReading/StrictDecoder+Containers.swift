/// The index of an element, as part of a path.
struct IndexKey: CodingKey {
  let index: Int
  var stringValue: String { "\(index)" }
  var intValue: Int? { index }

  init(_ index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) { nil }
}

/// A key that is no word of any type, as part of a path.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(intValue: Int) { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
}

struct StrictKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: StrictDecoder
  let members: [String: JSONNode]

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { members.keys.sorted().compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool {
    decoder.reading.request(key.stringValue)
    return members[key.stringValue] != nil
  }

  /// A member, from now on read.
  private func member(_ key: any CodingKey) throws -> StrictDecoder {
    decoder.reading.request(key.stringValue)
    guard let node = members[key.stringValue] else {
      if let unknown = decoder.unknownMember { throw decoder.problem(unknown.message, line: unknown.line) }
      throw decoder.problem("“\(key.stringValue)” is missing")
    }
    decoder.reading.consume(key.stringValue)
    return StrictDecoder(node, codingPath + [NameKey(key.stringValue)])
  }

  func decodeNil(forKey key: Key) throws -> Bool {
    decoder.reading.request(key.stringValue)
    guard case .null? = members[key.stringValue]?.content else { return false }
    decoder.reading.consume(key.stringValue)
    return true
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try member(key).read(type) }

  // Without these, containers refuse numbers of 128 bits.
  func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try member(key).whole(type) }
  func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try member(key).whole(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try part(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try part(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try part(NameKey("super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try part(key) }

  /// A member that is read in parts.
  private func part(_ key: any CodingKey) throws -> StrictDecoder {
    let part = try member(key)
    decoder.reading.children.append(part)
    return part
  }
}

struct StrictUnkeyedContainer: UnkeyedDecodingContainer {
  let decoder: StrictDecoder
  let elements: [JSONNode]
  private(set) var currentIndex = 0

  init(decoder: StrictDecoder, elements: [JSONNode]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next() throws -> StrictDecoder {
    guard !isAtEnd else { throw decoder.problem("more than \(elements.count) elements are needed") }
    let element = StrictDecoder(elements[currentIndex], codingPath + [IndexKey(currentIndex)])
    currentIndex += 1
    decoder.reading.elementsRead = max(decoder.reading.elementsRead ?? 0, currentIndex)
    return element
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, case .null = elements[currentIndex].content else { return false }
    _ = try next()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().read(type) }
  mutating func decode(_ type: Int128.Type) throws -> Int128 { try next().whole(type) }
  mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try next().whole(type) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try part().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try part().unkeyedContainer() }
  mutating func superDecoder() throws -> any Decoder { try part() }

  private mutating func part() throws -> StrictDecoder {
    let part = try next()
    decoder.reading.children.append(part)
    return part
  }
}

struct StrictSingleContainer: SingleValueDecodingContainer {
  let decoder: StrictDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { if case .null = decoder.node.content { true } else { false } }

  /// Reads the same value as something else, which looks after what it leaves.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try StrictDecoder(decoder.node, codingPath).read(type)
  }

  func decode(_ type: Int128.Type) throws -> Int128 { try decoder.whole(type) }
  func decode(_ type: UInt128.Type) throws -> UInt128 { try decoder.whole(type) }
}

extension StrictDecoder {
  /// Reads a number, a text or a truth value; nil for any other type.
  func readSimple<Value: Decodable>(_ type: Value.Type) throws -> Value? {
    switch type {
    case is String.Type:
      guard case .string(let text) = node.content else { throw problem("expected a text, found \(node.kind)") }
      return text as? Value
    case is Bool.Type:
      guard case .boolean(let value) = node.content else {
        throw problem("expected true or false, found \(node.kind)")
      }
      return value as? Value
    case is Double.Type: return try real() as? Value
    case is Float.Type: return Float(try real()) as? Value
    default:
      guard let integer = type as? any (FixedWidthInteger & Decodable).Type else { return nil }
      return try whole(integer) as? Value
    }
  }

  private func real() throws -> Double {
    guard case .number(let digits) = node.content else { throw problem("expected a number, found \(node.kind)") }
    guard let value = Double(digits), value.isFinite else {
      throw problem("\(digits.prefix(40)) is too large a number")
    }
    return value
  }

  func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard case .number(let digits) = node.content else {
      throw problem("expected a whole number, found \(node.kind)")
    }
    if let value = Number(digits) { return value }
    guard !digits.contains(where: { ".eE".contains($0) }) else {
      throw problem("\(digits.prefix(40)) is not a whole number, written with digits alone")
    }
    throw problem("\(digits.prefix(40)) is not in \(Number.min) … \(Number.max)")
  }
}
