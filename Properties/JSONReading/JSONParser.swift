/// Reads JSON text as RFC 8259 describes it; a key that stands twice in an object is an error.
struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var depth = 0

  /// How deep values may be nested.
  static let deepest = 200

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value of the text.
  mutating func document() throws(JSONProblem) -> JSONNode {
    skipSpace()
    let node = try value()
    skipSpace()
    if position < bytes.count { throw problem("expected the end, since the value is complete") }
    return node
  }

  private func problem(_ message: String) -> JSONProblem {
    JSONProblem(line: line, path: "", message: "this is not valid JSON: \(message)")
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  /// Takes a byte if it is the next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONProblem) -> JSONNode {
    let start = line
    switch next {
    case UInt8(ascii: "{"):
      try descend()
      defer { depth -= 1 }
      return JSONNode(line: start, content: .object(try members()))
    case UInt8(ascii: "["):
      try descend()
      defer { depth -= 1 }
      return JSONNode(line: start, content: .array(try elements()))
    case UInt8(ascii: "\""): return JSONNode(line: start, content: .string(try string()))
    case UInt8(ascii: "t"): return JSONNode(line: start, content: try word("true", .boolean(true)))
    case UInt8(ascii: "f"): return JSONNode(line: start, content: try word("false", .boolean(false)))
    case UInt8(ascii: "n"): return JSONNode(line: start, content: try word("null", .null))
    case let digit? where digit == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit):
      return JSONNode(line: start, content: .number(try number()))
    case nil: throw problem("expected a value, found the end")
    default: throw problem("expected a value")
    }
  }

  private mutating func descend() throws(JSONProblem) {
    depth += 1
    if depth > Self.deepest { throw problem("it is nested more than \(Self.deepest) deep") }
  }

  private mutating func members() throws(JSONProblem) -> [JSONNode.Member] {
    position += 1
    var members: [JSONNode.Member] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw problem("expected a key in quotation marks") }
      let keyLine = line
      let key = try string()
      if !keys.insert(key).inserted { throw problem("the key “\(key.prefix(40))” stands twice") }
      skipSpace()
      guard take(":") else { throw problem("expected “:” behind the key “\(key.prefix(40))”") }
      skipSpace()
      members.append(JSONNode.Member(key: key, line: keyLine, value: try value()))
      skipSpace()
      if take("}") { return members }
      guard take(",") else { throw problem("expected “,” or “}”") }
    }
  }

  private mutating func elements() throws(JSONProblem) -> [JSONNode] {
    position += 1
    var elements: [JSONNode] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      skipSpace()
      elements.append(try value())
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw problem("expected “,” or “]”") }
    }
  }

  private mutating func word(
    _ word: StaticString, _ content: JSONNode.Content
  ) throws(JSONProblem) -> JSONNode.Content {
    let letters = Array("\(word)".utf8)
    guard bytes[position...].starts(with: letters) else { throw problem("expected a value") }
    position += letters.count
    return content
  }

  private mutating func number() throws(JSONProblem) -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONProblem) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    if position == start { throw problem("expected a digit") }
  }

  private mutating func string() throws(JSONProblem) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw problem("a text is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): text += try escaped()
      case 0..<0x20: throw problem("a text holds a control character, or its quotation mark is missing")
      default: text.append(byte)
      }
    }
    throw problem("a text has no end")
  }

  private mutating func escaped() throws(JSONProblem) -> [UInt8] {
    guard let byte = next else { throw problem("a text has no end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var unit = try fourDigits()
      if 0xD800..<0xDC00 ~= unit, take("\\"), take("u") {
        let low = try fourDigits()
        guard 0xDC00..<0xE000 ~= low else { throw problem("half of a surrogate pair stands alone") }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw problem("half of a surrogate pair stands alone") }
      return Array(String(scalar).utf8)
    default: throw problem("there is no such escape in a text")
    }
  }

  private mutating func fourDigits() throws(JSONProblem) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("expected four hexadecimal digits") }
    position += 4
    return value
  }
}
