import Foundation

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

  /// Every line is a JSON object.
  package func objects<Object: Decodable>(_ type: Object.Type) throws(VectorFileError) -> [Object] {
    let decoder = JSONDecoder()
    var objects: [Object] = []
    for line in lines {
      do {
        objects.append(try decoder.decode(type, from: Data(line.text.utf8)))
      } catch {
        throw VectorFileError(file: file, line: line.number, expected: "a vector: \(WrongField(error))")
      }
    }
    return objects
  }
}
