/// Reads JSON into values, strictly: whatever stands in the text must be read by the value, or it is an error.
///
/// What Foundation's decoder passes over (a misspelt key, a key that stands twice, a list that is too long) is told
/// with its line, its path and the nearest word that would have been right. What keys a type reads is watched while it
/// reads them, so no type has to list them.
package enum StrictJSON {
  /// Reads a value.
  ///
  /// - Throws: ``JSONProblem``, the first that is met.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from text: some Sequence<UInt8>
  ) throws(JSONProblem) -> Value {
    try decode(type, from: try parse(text))
  }

  /// The value that a text holds, for whoever has to look at it before reading it.
  package static func parse(_ text: some Sequence<UInt8>) throws(JSONProblem) -> JSONNode {
    var parser = JSONParser(Array(text))
    return try parser.document()
  }

  /// Reads a value out of what was parsed.
  ///
  /// - Throws: ``JSONProblem``, the first that is met.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from node: JSONNode
  ) throws(JSONProblem) -> Value {
    do {
      return try StrictDecoder(node, []).read(type)
    } catch let problem as JSONProblem {
      throw problem
    } catch {
      throw JSONProblem(line: node.line, path: "", message: "\(error)")
    }
  }
}

/// A place in a JSON value, and what has been read of it.
struct StrictDecoder: Decoder {
  let node: JSONNode
  let codingPath: [any CodingKey]
  let reading = ReadingOfValue()

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ node: JSONNode, _ path: [any CodingKey]) {
    self.node = node
    codingPath = path
  }

  /// Reads a whole value and sees to it that nothing is left.
  func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let simple = try readSimple(type) { return simple }
    let value: Value
    do {
      value = try Value(from: self)
    } catch let error as JSONProblem {
      // A word that is none of an enumeration is told with those that are, whatever it is instead.
      if error.path == codingPath.text, let words = Self.words(of: type) { throw notOne(of: words) }
      throw error
    } catch let error as DecodingError {
      throw problem(for: error, type)
    }
    try checkThatNothingIsLeft()
    return value
  }

  func problem(_ message: String, line: Int? = nil) -> JSONProblem {
    JSONProblem(line: line ?? node.line, path: codingPath.text, message: message)
  }

  private func notOne(of words: [String]) -> JSONProblem {
    let found = if case .string(let text) = node.content { "“\(text.prefix(40))”" } else { node.kind }
    let near = if case .string(let text) = node.content { NearestNames.of(text, among: words) } else { [String]() }
    return problem(
      "\(found) is none of \(words.joined(separator: ", "))."
        + (near.isEmpty || words.count <= 3 ? "" : " Nearest: \(near.joined(separator: ", "))."))
  }

  /// The error of a type that reads itself, in words.
  private func problem(for error: DecodingError, _ type: Any.Type) -> JSONProblem {
    if let words = Self.words(of: type) { return notOne(of: words) }
    let (path, message): ([any CodingKey], String) =
      switch error {
      case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
      case .keyNotFound(let key, let context): (context.codingPath, "“\(key.stringValue)” is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        (context.codingPath, context.debugDescription)
      @unknown default: (codingPath, "\(error)")
      }
    guard path.count == codingPath.count, case .object(let members) = node.content, case .typeMismatch = error else {
      return JSONProblem(line: node.line, path: path.text, message: message)
    }
    // An enumeration has found no key of its own, or several.
    if let unknown = unknownMember { return problem(unknown.message, line: unknown.line) }
    let words = reading.candidates.sorted().joined(separator: ", ")
    if members.isEmpty { return problem("expected a member" + (words.isEmpty ? "" : ", one of \(words)")) }
    return problem("expected one member, found \(members.map { "“\($0.key.prefix(40))”" }.joined(separator: " and "))")
  }

  /// The cases of an enumeration of words or numbers.
  private static func words(of type: Any.Type) -> [String]? {
    guard let type = type as? any CaseIterable.Type, type is any RawRepresentable.Type else { return nil }
    func all<Cases: CaseIterable>(_ type: Cases.Type) -> [String] {
      type.allCases.map { value in (value as? any RawRepresentable).map { "\($0.rawValue)" } ?? "\(value)" }
    }
    return all(type)
  }

  // MARK: What is left

  /// The first member whose key no type knows, and what to say of it.
  var unknownMember: (message: String, line: Int)? {
    guard case .object(let members) = node.content,
      let member = members.first(where: { !reading.isKnown($0.key) })
    else { return nil }
    let near = reading.nearest(to: member.key)
    return (
      "there is no “\(member.key.prefix(40))” here."
        + (near.isEmpty ? "" : " Nearest: \(near.joined(separator: ", "))."), member.line
    )
  }

  private func checkThatNothingIsLeft() throws {
    for child in reading.children { try child.checkThatNothingIsLeft() }
    switch node.content {
    case .object(let members):
      guard reading.isKeyed else { return }
      if let unknown = unknownMember { throw problem(unknown.message, line: unknown.line) }
      if let member = members.first(where: { !reading.consumed.contains($0.key) }) {
        throw problem("“\(member.key.prefix(40))” does not belong here", line: member.line)
      }
    case .array(let elements):
      guard let read = reading.elementsRead, read < elements.count else { return }
      throw problem("\(elements.count) elements are too many: only \(read) are read")
    case .null, .boolean, .number, .string: return
    }
  }

  // MARK: Containers

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = node.content else { throw problem("expected an object, found \(node.kind)") }
    reading.accept(type)
    return KeyedDecodingContainer(
      StrictKeyedContainer<Key>(
        decoder: self, members: Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = node.content else { throw problem("expected an array, found \(node.kind)") }
    reading.elementsRead = reading.elementsRead ?? 0
    return StrictUnkeyedContainer(decoder: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { StrictSingleContainer(decoder: self) }
}

/// What has been read of one JSON value.
final class ReadingOfValue {
  /// Whether it was read as an object.
  private(set) var isKeyed = false
  /// The keys that were asked for, there or not.
  private(set) var requested: Set<String> = []
  /// The keys that were read.
  private(set) var consumed: Set<String> = []
  /// The keys of types that list theirs.
  private var listed: Set<String> = []
  private var accepts: [(String) -> Bool] = []
  /// How many elements of an array were read.
  var elementsRead: Int?
  /// Members and elements that were read in parts, not as values of their own.
  var children: [StrictDecoder] = []

  func accept<Key: CodingKey>(_ type: Key.Type) {
    isKeyed = true
    accepts.append { Key(stringValue: $0) != nil }
    if let type = type as? any CaseIterable.Type {
      func all<Keys: CaseIterable>(_ type: Keys.Type) -> [String] {
        type.allCases.compactMap { ($0 as? any CodingKey)?.stringValue }
      }
      listed.formUnion(all(type))
    }
  }

  func request(_ key: String) { requested.insert(key) }

  func consume(_ key: String) {
    requested.insert(key)
    consumed.insert(key)
  }

  func isKnown(_ key: String) -> Bool { accepts.contains { $0(key) } }

  /// The keys that are known to be right.
  var candidates: Set<String> { listed.union(requested) }

  /// The right keys that are most like a wrong one.
  func nearest(to key: String) -> [String] {
    let near = NearestNames.of(key, among: candidates.sorted())
    return near.isEmpty ? Self.variants(of: key).filter(isKnown) : near
  }

  /// The words that are one slip of the hand away: a letter more, less, another one, or two exchanged.
  private static func variants(of word: String) -> [String] {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let word = Array(word.prefix(40))
    var variants: Set<String> = []
    for index in word.indices {
      variants.insert(String(word[..<index] + word[(index + 1)...]))
      for letter in letters { variants.insert(String(word[..<index] + [letter] + word[(index + 1)...])) }
      if index > 0 {
        var exchanged = word
        exchanged.swapAt(index - 1, index)
        variants.insert(String(exchanged))
      }
    }
    for index in 0...word.count {
      for letter in letters { variants.insert(String(word[..<index] + [letter] + word[index...])) }
    }
    return variants.sorted()
  }
}
