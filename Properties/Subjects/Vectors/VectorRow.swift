/// One line of comma-separated fields, with its place for error messages.
struct VectorRow {
  let file: String
  let line: Int
  let fields: [Substring]

  /// The field as a hexadecimal number, or `nil` if it is empty.
  func number<Number: FixedWidthInteger>(_ column: Int, as type: Number.Type = UInt64.self) throws(VectorFileError)
    -> Number?
  {
    let field = fields[column]
    if field.isEmpty { return nil }
    guard let number = Number(field, radix: 16) else {
      throw error("a hexadecimal number of at most \(Number.bitWidth) bits in field \(column + 1), found “\(field)”")
    }
    return number
  }

  /// The field as a hexadecimal number, which must be there.
  func required(_ column: Int) throws(VectorFileError) -> UInt64 {
    guard let number = try number(column) else { throw error("a number in field \(column + 1)") }
    return number
  }

  /// The field as 0 or 1, or `nil` if it is empty.
  func flag(_ column: Int) throws(VectorFileError) -> Bool? {
    switch fields[column] {
    case "": nil
    case "0": false
    case "1": true
    default: throw error("0 or 1 in field \(column + 1), found “\(fields[column])”")
    }
  }

  /// The field as 0 or 1, which must be there.
  func requiredFlag(_ column: Int) throws(VectorFileError) -> Bool {
    guard let flag = try flag(column) else { throw error("0 or 1 in field \(column + 1)") }
    return flag
  }

  /// An error at this line.
  func error(_ expected: String) -> VectorFileError {
    VectorFileError(file: file, line: line, expected: expected)
  }
}
