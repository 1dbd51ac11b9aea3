/// What `fstat` tells of an open file.
///
/// Source: POSIX.1-2024 `<sys/stat.h>`; FreeBSD `sys/stat.h` for the layout and the numbers of the kinds.
struct FileStatus {
  private var number: UInt64 = 0
  private var links: UInt64 = 1
  private var mode: UInt16 = 0
  private var size = 0

  /// The status of what is open.
  init(_ kind: OpenFile.Kind, in files: FileTable) {
    switch kind {
    case .unused, .messageQueue: break
    case .sharedMemory(let object):
      mode = 0o100600
      size = files.sharedMemory[object].size
    case .console: mode = 0o020600
    case .pipeReader, .pipeWriter: mode = 0o010600
    case .file(let file):
      number = UInt64(file) + 1
      links = files.system[file].isNamed ? 1 : 0
      mode = 0o100600
      size = files.system[file].bytes.count
    }
  }

  /// The status as a `struct stat`: 224 bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(0))  // st_dev
    bytes.append(littleEndian: number)  // st_ino
    bytes.append(littleEndian: links)  // st_nlink
    bytes.append(littleEndian: mode)  // st_mode
    bytes += repeatElement(0, count: 112 - bytes.count)
    bytes.append(littleEndian: UInt64(size))  // st_size
    bytes.append(littleEndian: UInt64((size + 511) / 512))  // st_blocks
    bytes.append(littleEndian: UInt32(4096))  // st_blksize
    bytes += repeatElement(0, count: 224 - bytes.count)
    return bytes
  }
}
