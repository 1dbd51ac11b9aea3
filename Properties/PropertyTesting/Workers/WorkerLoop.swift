import Foundation
import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The life of a worker process: it reads requests from standard input, one line of JSON each, and answers on
/// standard output, until the input ends.
public enum WorkerLoop {
  /// Serves requests on the properties until standard input ends.
  ///
  /// - Parameters:
  ///   - properties: What can be asked for.
  ///   - status: The file in which each case is announced.
  ///   - standardError: The end of what other programs that are under test have written to their standard error lately.
  public static func run(
    properties: [any Property], status: String, standardError: @escaping () -> String = { "" }
  ) throws {
    // An interrupt from the terminal reaches the supervisor as well, which decides what to do.
    signal(SIGINT, SIG_IGN)
    endWithParent()
    let announcement = try CaseAnnouncement(path: status)
    let worker = Worker(
      properties: properties, standardError: standardError, announce: announcement.announce)
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    while let line = readLine(strippingNewline: true) {
      let request = try decoder.decode(WorkerRequest.self, from: Data(line.utf8))
      let reply = worker.reply(to: request)
      announcement.clear()
      _ = try FileDescriptor.standardOutput.writeAll(try encoder.encode(reply) + [UInt8(ascii: "\n")])
    }
  }

  /// Ends this process soon after its parent, even if the code under test hangs.
  private static func endWithParent() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { sleep(1) }
      _exit(0)
    }
  }
}

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
