import Architecture
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

/// A byte on its way through a pipe or a file, in one view or the other.
///
/// Rule ``guarantee.bytesOnly.files``: Pipes and files carry bytes, and have no place for a tag.
protocol FileByte: Hashable, Sendable {
  /// The byte that was never written.
  static var zero: Self { get }
}

extension UInt8: FileByte {}

extension PosixByte: FileByte {
  static let zero = PosixByte.data(0)

  /// The byte when it has been written to a pipe or a file.
  ///
  /// Rule ``posix.write.pointerBytes``: Bytes of the metadata word of a pointer pass as they are. Those of its address
  /// word are undetermined from then on: nobody knows any more relative to what they were seen.
  var written: PosixByte {
    switch self {
    case .data, .undetermined: self
    case .fragment(let image, let index): index < 8 ? .undetermined : .data(image.byte(index, regionBase: 0))
    }
  }
}

/// The names of files in the one directory of a world, of message queues, or of shared memory objects.
struct Directory: Hashable, Sendable {
  /// The numbers of files by name.
  private var entries: [Int: Int] = [:]

  /// The files that have a name.
  var files: Set<Int> { Set(entries.values) }

  /// Why a name cannot be opened.
  ///
  /// Rule ``posix.open.name``: To open a name that is not there fails with ENOENT, unless O_CREAT creates it. With
  /// O_CREAT and O_EXCL, a name that is there fails with EEXIST.
  func errors(ofOpening name: Int, with options: Options<OpenOption>) -> [ErrorNumber] {
    if entries[name] == nil { return options.contains(.create) ? [] : [.noSuchFile] }
    return options.contains(.exclusive) ? [.fileExists] : []
  }

  /// The file of a name, if there is one.
  func file(_ name: Int) -> Int? { entries[name] }

  /// Gives a file a name.
  mutating func add(_ name: Int, for file: Int) { entries[name] = file }

  /// Rule ``posix.unlink``: unlink removes a name, or fails with ENOENT. The file lives on as long as it is open.
  mutating func remove(_ name: Int) throws(ActionFailure) {
    guard entries.removeValue(forKey: name) != nil else { throw .failed(.noSuchFile) }
  }
}

/// Bytes that were written and not yet read.
struct Pipe<Byte: FileByte>: Hashable, Sendable {
  private(set) var bytes: [Byte] = []

  /// Rule ``posix.pipe.order``: A pipe gives its bytes in the order in which they were written, each once: as many as
  /// there are, but not more than were asked for.
  mutating func read(upTo count: Int) -> [Byte] {
    defer { bytes.removeFirst(min(count, bytes.count)) }
    return Array(bytes.prefix(count))
  }

  /// Writes bytes.
  mutating func write(_ written: [Byte]) { bytes += written }

  /// How many bytes of a write a pipe may take.
  ///
  /// Rule ``posix.pipe.capacity``: A pipe has room for at least PIPE_BUF bytes, which are 512. As long as what it holds
  /// and what is written are not more than that together, it takes a write as a whole.
  ///
  /// Rule ``posix.pipe.atomic``: A pipe takes a write of up to PIPE_BUF bytes as a whole, or the write would block.
  ///
  /// Rule ``posix.pipe.partial``: Of a longer write a pipe may take a part. It is at least as much as makes PIPE_BUF
  /// bytes with what the pipe holds; if that is nothing, the write takes one byte or more, or would block.
  func possibilities(ofWriting count: Int) -> Answer {
    let room = max(0, pipeBufferSize - bytes.count)
    if count <= room { return .count(count...count, or: nil) }
    if count <= pipeBufferSize { return .count(count...count, or: .wouldBlock) }
    return .count(max(1, room)...count, or: room == 0 ? .wouldBlock : nil)
  }
}

/// PIPE_BUF, in bytes: the least that POSIX permits.
let pipeBufferSize = 512
