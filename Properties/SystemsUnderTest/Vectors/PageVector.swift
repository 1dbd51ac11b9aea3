import Architecture

/// One row of a file of page vectors: an access through a page, and what somebody else's machine did.
public struct PageVector: Hashable, Sendable {
  /// The line of the file, counted from 1.
  public var line: Int
  /// The access; `nil` if the bits of the page-table entry are none of this project's page policies.
  public var access: PageAccess?
  /// The cause of the trap, as in `mcause`; `nil` if there was none.
  public var cause: UInt8?
  /// The value of the trap, as in `mtval`; 0 if there was none.
  public var value: UInt64
  /// The tag read, or the tags for `CLoadTags`; 0 after a trap.
  public var resultTags: UInt64
  /// Whether the granule holds a tagged capability afterwards.
  public var memoryTag: Bool

  package static let header =
    "cw,cr,cd,crm,crg,operation,tag_of_value,loadcap_permission,trap,cause,value,result_tag,result_address,"
    + "memory_tag_after,pte_bits_changed"

  /// Reads a file of vectors.
  ///
  /// - Returns: the rows in the order of the file.
  /// - Throws: ``VectorFileError`` at the first line that is not as expected.
  public static func read(file: String) throws(VectorFileError) -> [PageVector] {
    try read(try VectorFileReader(file: file))
  }

  /// Reads a file of vectors.
  package static func read(_ reader: VectorFileReader) throws(VectorFileError) -> [PageVector] {
    try reader.rows(header: header) { row throws(VectorFileError) in
      guard let operation = PageAccess.Operation(rawValue: String(row.fields[5])) else {
        throw row.error("an instruction such as “CLC” in field 6, found “\(row.fields[5])”")
      }
      return PageVector(
        line: row.line, access: try access(operation, of: row), cause: try row.number(9, as: UInt8.self),
        value: try row.number(10) ?? 0, resultTags: try row.required(operation == .loadTags ? 12 : 11),
        memoryTag: try row.requiredFlag(13))
    }
  }

  private static func access(_ operation: PageAccess.Operation, of row: VectorRow) throws(VectorFileError)
    -> PageAccess?
  {
    guard try row.requiredFlag(2), let loadPolicy = try loadPolicy(of: row) else { return nil }
    return PageAccess(
      operation: operation, valueIsTagged: try row.requiredFlag(6),
      authorityLoadsCapabilities: try row.requiredFlag(7), loadPolicy: loadPolicy,
      storePolicy: try row.requiredFlag(0) ? .allow : .fault)
  }

  private static func loadPolicy(of row: VectorRow) throws(VectorFileError) -> CapabilityLoadPolicy? {
    switch (try row.requiredFlag(1), try row.requiredFlag(3), try row.requiredFlag(4)) {
    case (false, false, false): .strip
    case (false, true, false): .fault
    case (true, false, false): .allow
    default: nil
    }
  }

  /// Whether a subject's result is the one the row asserts.
  ///
  /// Of the value of a trap only the exception code is compared: the registers of the recorded program are its own.
  public func accepts(_ result: PageAccessResult) -> Bool {
    guard result.trap?.cause.rawValue == cause else { return false }
    let codesAgree =
      cause != ExceptionCause.capabilityException.rawValue || (result.trap?.value ?? 0) & 0x1F == value & 0x1F
    return codesAgree && result.resultTags == resultTags && result.memoryTag == memoryTag
  }
}
