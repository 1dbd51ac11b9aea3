import Foundation
import JSONReading

/// Reads the lines of a vector file, whose numbers are hexadecimal. Empty lines count, and mean nothing.
package struct VectorFileReader {
  package let file: String
  private let lines: [(number: Int, text: Substring)]

  /// Reads a file.
  package init(file: String) throws(VectorFileError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw VectorFileError(file: file, line: 0, expected: "a readable file: \(error.localizedDescription)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw VectorFileError(file: file, line: 0, expected: "UTF-8 text")
    }
    self.file = file
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { (number: $0.offset + 1, text: $0.element) }
      .filter { !$0.text.isEmpty }
    if lines.isEmpty { throw VectorFileError(file: file, line: 0, expected: "at least one line") }
  }

  /// The first line that is not empty.
  package var firstLine: (number: Int, text: String) { (lines[0].number, String(lines[0].text)) }

  /// The first line, which must be one of the headers, is dropped; the others are split at their commas.
  func rows<Row>(
    header headers: String..., parse: (VectorRow) throws(VectorFileError) -> Row
  ) throws(VectorFileError) -> [Row] {
    guard let header = headers.first(where: { $0 == lines[0].text }) else {
      throw VectorFileError(file: file, line: lines[0].number, expected: "the header “\(headers[0])”")
    }
    let columns = header.split(separator: ",")
    var rows: [Row] = []
    rows.reserveCapacity(lines.count - 1)
    for line in lines.dropFirst() {
      let fields = line.text.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == columns.count else {
        throw VectorFileError(
          file: file, line: line.number, expected: "\(columns.count) fields, found \(fields.count)")
      }
      rows.append(try parse(VectorRow(file: file, line: line.number, fields: fields, columns: columns)))
    }
    return rows
  }

  /// The numbers of the lines that are not empty.
  package var lineNumbers: [Int] { lines.map(\.number) }

  /// Every line is a JSON object, of which every member is read.
  package func objects<Object: Decodable>(_ type: Object.Type) throws(VectorFileError) -> [Object] {
    var objects: [Object] = []
    for line in lines {
      do {
        objects.append(try StrictJSON.decode(type, from: line.text.utf8))
      } catch {
        throw VectorFileError(file: file, line: line.number, expected: "a vector: \(error)")
      }
    }
    return objects
  }
}

/// A vector file that cannot be used: which file, where, and what was expected there.
public struct VectorFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the file, as it was given.
  public var file: String
  /// The line, counted from 1; 0 if the file as a whole is meant.
  public var line: Int
  /// What should have been there.
  public var expected: String

  /// Makes an error from its parts.
  public init(file: String, line: Int, expected: String) {
    self.file = file
    self.line = line
    self.expected = expected
  }

  /// `file:line: expected …`.
  public var description: String {
    line == 0 ? "\(file): expected \(expected)" : "\(file):\(line): expected \(expected)"
  }
}

/// One line of comma-separated fields, with its place for error messages.
struct VectorRow {
  let file: String
  let line: Int
  let fields: [Substring]
  /// The names of the fields.
  let columns: [Substring]

  /// The field as a hexadecimal number, or `nil` if it is empty.
  func number<Number: FixedWidthInteger>(_ column: Int, as type: Number.Type = UInt64.self) throws(VectorFileError)
    -> Number?
  {
    let field = fields[column]
    if field.isEmpty { return nil }
    guard let number = Number(field, radix: 16) else {
      throw error("a hexadecimal number of at most \(Number.bitWidth) bits in \(place(column)), found “\(field)”")
    }
    return number
  }

  /// The field as a hexadecimal number, which must be there.
  func required(_ column: Int) throws(VectorFileError) -> UInt64 {
    guard let number = try number(column) else { throw error("a number in \(place(column))") }
    return number
  }

  /// The field as 0 or 1, or `nil` if it is empty.
  func flag(_ column: Int) throws(VectorFileError) -> Bool? {
    switch fields[column] {
    case "": nil
    case "0": false
    case "1": true
    default: throw error("0 or 1 in \(place(column)), found “\(fields[column])”")
    }
  }

  /// The field as 0 or 1, which must be there.
  func requiredFlag(_ column: Int) throws(VectorFileError) -> Bool {
    guard let flag = try flag(column) else { throw error("0 or 1 in \(place(column))") }
    return flag
  }

  /// A field by its number and name.
  func place(_ column: Int) -> String { "field \(column + 1) (\(columns[column]))" }

  /// An error at this line.
  func error(_ expected: String) -> VectorFileError {
    VectorFileError(file: file, line: line, expected: expected)
  }
}
