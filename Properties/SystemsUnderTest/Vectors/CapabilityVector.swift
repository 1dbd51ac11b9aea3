public import Architecture

/// One row of a file of capability vectors: an operation, and what somebody else's implementation answered.
public struct CapabilityVector: Hashable, Sendable {
  /// The line of the file, counted from 1.
  public var line: Int
  /// The operation with its operands, in the file's format.
  public var operation: CapabilityOperation
  /// What is asserted of the answer.
  public var expectation: Expectation

  /// What a row asserts; a `nil` is not asserted.
  public enum Expectation: Hashable, Sendable {
    case bounds(base: UInt64, top: UInt128)
    case capability(metadata: UInt64, address: UInt64?, tag: Bool?, exact: Bool?)
    case integer(UInt64)
  }

  package static let header =
    "operation,metadata,address,tag,argument1,argument2,base,top,result_metadata,result_address,result_tag,exact"

  /// Reads a file of vectors.
  ///
  /// - Returns: the rows in the order of the file.
  /// - Throws: ``VectorFileError`` at the first line that is not as expected.
  public static func read(file: String) throws(VectorFileError) -> [CapabilityVector] {
    try read(try VectorFileReader(file: file)).rows
  }

  /// Reads a file of vectors, and the format of its capabilities if it has a column for it.
  package static func read(
    _ reader: VectorFileReader
  ) throws(VectorFileError) -> (rows: [CapabilityVector], format: FormatName?) {
    var format: FormatName?
    let rows = try reader.rows(header: header, header + ",format") { row throws(VectorFileError) in
      if let here = try self.format(of: row) {
        if let format, format != here { throw row.error("\(format) in \(row.place(12)), as before, found \(here)") }
        format = here
      }
      return CapabilityVector(
        line: row.line, operation: try operation(of: row), expectation: try expectation(of: row))
    }
    return (rows, format)
  }

  private static func format(of row: VectorRow) throws(VectorFileError) -> FormatName? {
    guard row.fields.count > 12, !row.fields[12].isEmpty else { return nil }
    guard let format = FormatName(rawValue: String(row.fields[12])) else {
      let names = FormatName.allCases.map(\.rawValue).joined(separator: ", ")
      throw row.error("one of \(names) in \(row.place(12)), found “\(row.fields[12])”")
    }
    return format
  }

  private static func operation(of row: VectorRow) throws(VectorFileError) -> CapabilityOperation {
    switch row.fields[0] {
    case "decode": .inspect(try operand(of: row))
    case "setBounds": .setBounds(try operand(of: row), length: try row.required(4))
    case "setAddress": .setAddress(try operand(of: row), address: try row.required(4))
    case "incrementOffset": .incrementOffset(try operand(of: row), increment: try row.required(4))
    case "setOffset": .setOffset(try operand(of: row), offset: try row.required(4))
    case "representableLength": .representableLength(try row.required(4))
    case "representableAlignmentMask": .representableAlignmentMask(try row.required(4))
    default: throw row.error("an operation such as “setBounds” in field 1, found “\(row.fields[0])”")
    }
  }

  private static func operand(of row: VectorRow) throws(VectorFileError) -> CapabilityBits {
    CapabilityBits(metadata: try row.required(1), address: try row.required(2), tag: try row.requiredFlag(3))
  }

  private static func expectation(of row: VectorRow) throws(VectorFileError) -> Expectation {
    switch row.fields[0] {
    case "decode":
      guard let base = try row.number(6), let top = try row.number(7, as: UInt128.self) else {
        throw row.error("base and top in fields 7 and 8")
      }
      return .bounds(base: base, top: top)
    case "representableLength", "representableAlignmentMask":
      return .integer(try row.required(8))
    default:
      return .capability(
        metadata: try row.required(8), address: try row.number(9), tag: try row.flag(10), exact: try row.flag(11))
    }
  }

  /// Whether a subject's answer is the one the row asserts.
  ///
  /// - Parameter metadataMask: the bits of the metadata word that the file asserts.
  public func accepts(_ reply: CapabilityReply, metadataMask: UInt64) -> Bool {
    switch (expectation, reply) {
    case (.bounds(let base, let top), .inspection(let inspection)):
      inspection.base == base && inspection.top == top
    case (.integer(let value), .integer(let answer)):
      value == answer
    case (.capability(let metadata, let address, let tag, let exact), .bounded(let bits, let isExact)):
      Self.matches(bits, metadata, address, tag, metadataMask) && (exact ?? isExact) == isExact
    case (.capability(let metadata, let address, let tag, nil), .capability(let bits)):
      Self.matches(bits, metadata, address, tag, metadataMask)
    default:
      false
    }
  }

  private static func matches(
    _ bits: CapabilityBits, _ metadata: UInt64, _ address: UInt64?, _ tag: Bool?, _ metadataMask: UInt64
  ) -> Bool {
    (bits.metadata ^ metadata) & metadataMask == 0 && (address ?? bits.address) == bits.address
      && (tag ?? bits.tag) == bits.tag
  }
}

/// One line of a file of operations: an operation on capabilities, and what it answers.
public struct OperationVector: Codable, Hashable, Sendable {
  /// What is asked.
  public var operation: CapabilityOperation
  /// What must be answered.
  public var reply: CapabilityReply
  /// The format of the capabilities; the first line that says it says it for the file.
  public var format: FormatName?

  /// Makes a vector.
  public init(_ operation: CapabilityOperation, reply: CapabilityReply) {
    self.operation = operation
    self.reply = reply
  }
}
