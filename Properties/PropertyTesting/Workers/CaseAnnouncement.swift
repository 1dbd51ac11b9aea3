import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file in which a worker says which case it is about to work on, so that this is known even if it dies of it.
///
/// The file is mapped into memory: announcing a case costs one store, and the kernel keeps it when the process ends.
@safe package final class CaseAnnouncement {
  private let word: UnsafeMutablePointer<UInt64>
  private static let size = MemoryLayout<UInt64>.size

  /// Opens the file for announcing, and makes it if there is none.
  package init(path: String) throws {
    let file = try FileDescriptor.open(
      FilePath(path), .readWrite, options: .create, permissions: [.ownerReadWrite])
    let mapped = unsafe try file.closeAfter { () -> UnsafeMutableRawPointer in
      _ = try file.writeAll(toAbsoluteOffset: 0, Array(repeating: 0, count: Self.size))
      guard let address = unsafe mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, file.rawValue, 0),
        unsafe address != MAP_FAILED
      else { throw Errno(rawValue: errno) }
      return unsafe address
    }
    unsafe word = mapped.bindMemory(to: UInt64.self, capacity: 1)
  }

  deinit {
    unsafe munmap(word, Self.size)
  }

  /// Says which case comes next.
  package func announce(_ index: Int) {
    unsafe word.pointee = UInt64(truncatingIfNeeded: index) &+ 1
  }

  /// Says that no case is being worked on.
  package func clear() {
    unsafe word.pointee = 0
  }

  /// The index of the case that was announced last in a file, or `nil` if there is none.
  package static func read(path: String) -> Int? {
    guard let file = try? FileDescriptor.open(FilePath(path), .readOnly) else { return nil }
    defer { try? file.close() }
    var word: UInt64 = 0
    let count = unsafe withUnsafeMutableBytes(of: &word) { bytes in
      (try? unsafe file.read(fromAbsoluteOffset: 0, into: bytes)) ?? 0
    }
    guard count == size, word != 0 else { return nil }
    return Int(truncatingIfNeeded: word &- 1)
  }
}
