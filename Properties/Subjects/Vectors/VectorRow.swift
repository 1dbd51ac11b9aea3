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
