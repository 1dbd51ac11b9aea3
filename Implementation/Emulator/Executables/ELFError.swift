/// Why a file is not an executable that a bare machine can run.
public enum ELFError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file does not begin as an ELF file does.
  case notELF
  /// A field of a header has another value than the one that is needed.
  case unsupported(field: String, value: UInt64, needed: String)
  /// The file ends before something that its headers speak of.
  case truncated(what: String, end: UInt64, fileSize: UInt64)
  /// A header names something that does not exist.
  case damaged(what: String)
  /// A segment lies outside of the machine's memory.
  case outsideMemory(address: UInt64, byteCount: UInt64, memory: Range<UInt64>)
  /// There is nothing to load.
  case noSegments

  /// What is wrong, and what would be right.
  public var description: String {
    switch self {
    case .notELF:
      return "not an ELF file: it does not begin with the bytes 7f 45 4c 46"
    case .unsupported(let field, let value, let needed):
      return "its \(field) is \(value); \(needed) is needed"
    case .truncated(let what, let end, let fileSize):
      return "damaged: \(what) would end at byte \(end), but the file has \(fileSize)"
    case .damaged(let what):
      return "damaged: \(what)"
    case .outsideMemory(let address, let byteCount, let memory):
      let hexadecimal = { (number: UInt64) in "0x" + String(number, radix: 16) }
      return "a segment of \(byteCount) bytes at \(hexadecimal(address)) does not fit into the memory from "
        + "\(hexadecimal(memory.lowerBound)) to \(hexadecimal(memory.upperBound)); link for that, or ask for more memory"
    case .noSegments:
      return "it has no segment to load"
    }
  }
}
