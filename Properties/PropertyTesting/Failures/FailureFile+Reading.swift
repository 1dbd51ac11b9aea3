import Foundation

extension FailureFile {
  /// Reads a file.
  ///
  /// - Parameter path: Where it is.
  /// - Returns: What it holds.
  /// - Throws: ``DamagedFile`` with the line and what was expected there.
  public static func read(path: String) throws -> FailureFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DamagedFile(path: path, line: nil, expected: "a file that can be read")
    }
    let text = String(decoding: data, as: UTF8.self)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: data)
    } catch {
      throw damage(of: path, text, error) ?? error
    }
    guard header.format == format else {
      throw DamagedFile(
        path: path, line: line(of: ["format"], in: text), expected: "\"format\": \"\(format)\", this is another file")
    }
    guard header.version == version else {
      throw DamagedFile(
        path: path, line: line(of: ["version"], in: text),
        expected: "version \(version) of the format, this is version \(header.version)")
    }
    do {
      return try JSONDecoder().decode(FailureFile.self, from: data)
    } catch {
      throw damage(of: path, text, error) ?? error
    }
  }

  private struct Header: Decodable {
    var format: String
    var version: Int
  }

  /// Says where and how a file is damaged, out of the decoder's error.
  private static func damage(of path: String, _ text: String, _ error: any Error) -> DamagedFile? {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      let names = context.codingPath.map(\.stringValue)
      return DamagedFile(path: path, line: line(of: names, in: text), expected: "a member \"\(key.stringValue)\"")
    case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
      let names = context.codingPath.map(\.stringValue)
      let member = names.last.map { "\"\($0)\" to be " } ?? ""
      return DamagedFile(path: path, line: line(of: names, in: text), expected: member + words(for: type))
    case DecodingError.dataCorrupted(let context):
      if context.codingPath.isEmpty {
        return DamagedFile(path: path, line: lineOfSyntaxError(context, in: text), expected: "valid JSON")
      }
      let names = context.codingPath.map(\.stringValue)
      return DamagedFile(
        path: path, line: line(of: names, in: text), expected: "another value: \(context.debugDescription)")
    default: return nil
    }
  }

  private static func words(for type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type, is UInt64.Type: "a whole number"
    case is [Any].Type: "an array"
    case is Bool.Type: "true or false"
    default: "an object"
    }
  }

  /// The line of the innermost named member, found by looking for the names one after the other.
  private static func line(of names: [String], in text: String) -> Int {
    var position = text.startIndex
    for name in names {
      guard let found = text.range(of: "\"\(name)\"", range: position..<text.endIndex) else { continue }
      position = found.lowerBound
    }
    return text[..<position].count(where: \.isNewline) + 1
  }

  /// The line of a syntax error, which Foundation names only in words; the last line if it doesn't.
  private static func lineOfSyntaxError(_ context: DecodingError.Context, in text: String) -> Int {
    let message =
      unsafe ((context.underlyingError as? CocoaError)?.userInfo[NSDebugDescriptionErrorKey] as? String) ?? ""
    if let match = message.firstMatch(of: /line (\d+)/), let line = Int(match.1) { return line }
    return text.trimmingCharacters(in: .whitespacesAndNewlines).count(where: \.isNewline) + 1
  }
}
