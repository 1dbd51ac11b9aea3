import ExactIntegers

/// The bytes of a file.
struct RegularFile<Byte: FileByte>: Hashable, Sendable {
  /// The bytes that were written, by their offset.
  private var bytes: [Integer: Byte] = [:]
  /// How many bytes it has.
  private(set) var length: Integer = 0

  /// Rule ``posix.file.read``: A file gives the bytes from the offset on, up to its end. Where nothing was written it
  /// gives zeros.
  func read(at offset: Integer, upTo count: Int) -> [Byte] {
    let available = min(Integer(count), max(0, length - offset))
    return (0..<Int(fitting: available)).map { bytes[offset + Integer($0), default: .zero] }
  }

  /// Rule ``posix.file.write``: What is written beyond the end makes the file longer, with a hole of zeros where there
  /// is a distance.
  mutating func write(_ written: [Byte], at offset: Integer) {
    for (index, byte) in written.enumerated() { bytes[offset + Integer(index)] = byte }
    if !written.isEmpty { length = max(length, offset + Integer(written.count)) }
  }

  /// Rule ``posix.file.truncate``: When a file is truncated, what lies beyond its new end is gone. When it is made
  /// longer, what is added is zeros.
  mutating func truncate(to newLength: Integer) {
    bytes = bytes.filter { $0.key < newLength }
    length = newLength
  }

  /// Rule ``posix.file.limit``: A file can have 64 KiB. Whether it can be longer is not determined: what would make it
  /// so may be done, or fail with EFBIG; a write may also be done in part, up to 64 KiB at least.
  static func possibilities(ofWriting count: Int, at offset: Integer) -> Answer {
    if mayExceedLimit(offset + Integer(count)) {
      let room = Int(fitting: max(1, fileSizeOfAll - offset))
      return .count(room...count, or: .failed(.fileTooLarge))
    }
    return .count(count...count, or: nil)
  }

  /// Whether a file as long as that need not be possible. Rule: ``posix.file.limit``.
  static func mayExceedLimit(_ length: Integer) -> Bool { length > fileSizeOfAll }

  /// Where the file behaves differently from another one: in its length, or in some bytes.
  func differs<Other>(from other: RegularFile<Other>, _ agrees: (Byte, Other) -> Bool) -> Bool {
    length != other.length
      || Set(bytes.keys).union(other.bytes.keys).contains {
        !agrees(bytes[$0, default: .zero], other.bytes[$0, default: .zero])
      }
  }
}

/// How many bytes every file can have.
let fileSizeOfAll: Integer = 65536
