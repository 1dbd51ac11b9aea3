import Foundation

/// Reads the lines of a vector file, whose numbers are hexadecimal.
package struct VectorFileReader {
  let file: String
  private let lines: [Substring]

  /// Reads a file.
  package init(file: String) throws(VectorFileError) {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw VectorFileError(file: file, line: 0, expected: "a readable file")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw VectorFileError(file: file, line: 0, expected: "UTF-8 text")
    }
    self.file = file
    lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    if lines.isEmpty { throw VectorFileError(file: file, line: 0, expected: "at least one line") }
  }

  /// The first line, which must be `header`, is dropped; the others are split at their commas.
  func rows<Row>(header: String, parse: (VectorRow) throws(VectorFileError) -> Row) throws(VectorFileError) -> [Row] {
    guard lines[0] == header else { throw VectorFileError(file: file, line: 1, expected: "the header “\(header)”") }
    let columns = header.split(separator: ",").count
    var rows: [Row] = []
    rows.reserveCapacity(lines.count - 1)
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == columns else {
        throw VectorFileError(file: file, line: index + 1, expected: "\(columns) fields, found \(fields.count)")
      }
      rows.append(try parse(VectorRow(file: file, line: index + 1, fields: fields)))
    }
    return rows
  }

  /// Every line is a JSON object.
  package func objects<Object: Decodable>(_ type: Object.Type) throws(VectorFileError) -> [Object] {
    let decoder = JSONDecoder()
    var objects: [Object] = []
    for (index, line) in lines.enumerated() {
      do {
        objects.append(try decoder.decode(type, from: Data(line.utf8)))
      } catch {
        throw VectorFileError(
          file: file, line: index + 1, expected: "a JSON object of the kind \(type): \(error)")
      }
    }
    return objects
  }
}
