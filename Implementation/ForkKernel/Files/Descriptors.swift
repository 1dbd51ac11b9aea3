/// The flags of `open` and `pipe2`, with their values on FreeBSD.
///
/// Source: POSIX.1-2024 `<fcntl.h>`; FreeBSD `sys/fcntl.h`.
struct OpenFlags: OptionSet, Sendable {
  let rawValue: UInt64

  static let writeOnly = OpenFlags(rawValue: 0x1)  // O_WRONLY
  static let readWrite = OpenFlags(rawValue: 0x2)  // O_RDWR
  static let nonBlocking = OpenFlags(rawValue: 0x4)  // O_NONBLOCK
  static let append = OpenFlags(rawValue: 0x8)  // O_APPEND
  static let create = OpenFlags(rawValue: 0x200)  // O_CREAT
  static let truncate = OpenFlags(rawValue: 0x400)  // O_TRUNC
  static let exclusive = OpenFlags(rawValue: 0x800)  // O_EXCL
  static let closeOnExecute = OpenFlags(rawValue: 0x10_0000)  // O_CLOEXEC

  /// Every flag that the kernel knows.
  static let known: OpenFlags = [
    .writeOnly, .readWrite, .nonBlocking, .append, .create, .truncate, .exclusive, .closeOnExecute,
  ]

  /// Whether they allow reading.
  var isReadable: Bool { !contains(.writeOnly) }
  /// Whether they allow writing.
  var isWritable: Bool { contains(.writeOnly) || contains(.readWrite) }
  /// Whether the flags are known and do not contradict each other.
  var areValidForOpen: Bool {
    isSubset(of: .known) && !isSuperset(of: [.writeOnly, .readWrite]) && (!contains(.exclusive) || contains(.create))
      && (!contains(.truncate) || isWritable)
  }
}

/// A descriptor of a process.
struct Descriptor: Hashable, Sendable {
  /// The open file description, by its position in the table; −1 if the descriptor is closed.
  let file: Int32
  /// It is closed by `execve`.
  var closesOnExecute = false

  /// A descriptor that is not open.
  static let closed = Descriptor(file: -1)

  /// Whether it refers to an open file description.
  var isOpen: Bool { file >= 0 }
}

/// The descriptors of a process, by their numbers.
struct DescriptorTable: Sendable {
  private var descriptors: [Descriptor] = []

  /// A descriptor of any number.
  subscript(number: Int) -> Descriptor {
    descriptors.indices.contains(number) ? descriptors[number] : .closed
  }

  /// Those that are open, by their numbers.
  var open: [(number: Int, descriptor: Descriptor)] {
    descriptors.enumerated().filter { $0.element.isOpen }.map { ($0.offset, $0.element) }
  }

  /// The open file descriptions of those that are open.
  var files: some Sequence<Int32> { descriptors.lazy.filter(\.isOpen).map(\.file) }

  /// The lowest number above another one that is not open.
  func firstFree(after last: Int) -> Int {
    var number = last + 1
    while number < descriptors.count, descriptors[number].isOpen { number += 1 }
    return number
  }

  /// Lets a number refer to an open file description, which has been counted.
  mutating func set(_ descriptor: Descriptor, at number: Int) {
    while descriptors.count <= number { descriptors.append(.closed) }
    descriptors[number] = descriptor
  }

  /// Closes a number that is open; the open file description has to be told.
  mutating func close(_ number: Int) { descriptors[number] = .closed }
}
