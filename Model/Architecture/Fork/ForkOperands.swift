/// A set of options that reads as the list of their names, in the order in which they are declared.
public struct Options<Option: CaseIterable & Codable & Hashable & Sendable>: Codable, Hashable, Sendable,
  ExpressibleByArrayLiteral
{
  /// The options, in the order in which they are declared.
  public let all: [Option]

  /// Collects options; those that are given twice count once.
  public init(_ options: some Sequence<Option>) {
    let options = Set(options)
    all = Option.allCases.filter(options.contains)
  }

  /// Collects options.
  public init(arrayLiteral options: Option...) { self.init(options) }

  /// Reads a list of names.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Option].self))
  }

  /// Writes the list of names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }

  /// Whether there is none.
  public var isEmpty: Bool { all.isEmpty }

  /// Whether an option is among them.
  public func contains(_ option: Option) -> Bool { all.contains(option) }

  /// The options that are in the one or in the other.
  public func union(_ other: Self) -> Self { Self(all + other.all) }

  /// The options that are in both.
  public func intersection(_ other: Self) -> Self { Self(all.filter(other.contains)) }

  /// The options that are not in the other.
  public func subtracting(_ other: Self) -> Self { Self(all.filter { !other.contains($0) }) }
}

/// A process of a program, by the name that the program gives it; the first process is 0.
///
/// The name is not the process identifier: that is the kernel's to choose.
public struct ProcessName: Codable, Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByIntegerLiteral
{
  /// The number that stands for the process.
  public let number: UInt8

  /// The process that a world starts with.
  public static let first = ProcessName(0)

  /// Names a process by its number.
  public init(_ number: UInt8) { self.number = number }

  /// Names a process by its number.
  public init(integerLiteral number: UInt8) { self.number = number }

  /// Reads a name from its number.
  public init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(UInt8.self)
  }

  /// Writes a name as its number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  /// Orders names by their numbers.
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// The name as counterexamples print it: `P0`, `P1`, ….
  public var description: String { "P\(number)" }
}

/// One of the registers that fork programs use: 0 … 7.
///
/// A subject maps them to registers of its own; on CHERI-RISC-V they are capability registers, on Linux variables of
/// the process.
public struct PointerRegister: Codable, Hashable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  /// How many registers a program can use.
  public static let count: UInt8 = 8

  /// The number of the register, less than ``count``.
  public let number: UInt8

  /// Names a register by its number, which must be less than ``count``.
  public init(_ number: UInt8) {
    precondition(number < Self.count, "registers are numbered 0 … \(Self.count - 1)")
    self.number = number
  }

  /// Names a register by its number, which must be less than ``count``.
  public init(integerLiteral number: UInt8) { self.init(number) }

  /// The place of the register among the registers of a thread.
  public var index: Int { Int(number) }

  /// Reads a register from its number.
  public init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(UInt8.self)
    if number >= Self.count {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "registers are numbered 0 … \(Self.count - 1)"))
    }
  }

  /// Writes a register as its number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }

  /// The register as counterexamples print it: `r0` … `r7`.
  public var description: String { "r\(number)" }
}

/// How many bytes a data access moves.
public enum AccessWidth: UInt8, CaseIterable, Codable, Hashable, Sendable {
  case byte = 1
  case half = 2
  case word = 4
  case double = 8

  /// The width in bytes.
  public var bytes: Int { Int(rawValue) }
}

/// One of the buffers of ``ForkAction/readVector(descriptor:buffers:)`` and its counterpart.
public struct Buffer: Codable, Hashable, Sendable {
  /// How many a call of a program takes at most.
  public static let mostInVector = 8

  /// The register with the pointer to the buffer, which begins at its address.
  public var through: PointerRegister
  /// Bytes.
  public var length: UInt32

  /// Makes a buffer from its parts.
  public init(through: PointerRegister, length: UInt32) {
    self.through = through
    self.length = length
  }
}

/// What pages may be used for: the protection of `mmap` and `mprotect`.
public enum PageProtection: String, CaseIterable, Codable, Hashable, Sendable {
  case read
  case write
  case execute
}

/// What a file is opened for.
public enum FileAccess: String, CaseIterable, Codable, Hashable, Sendable {
  case readOnly
  case writeOnly
  case readWrite
}

/// How a file is opened, beside for what.
public enum OpenOption: String, CaseIterable, Codable, Hashable, Sendable {
  /// Makes it if there is none of that name (`O_CREAT`).
  case create
  /// Together with ``create``: fails if there is one (`O_EXCL`).
  case exclusive
  /// Empties it; only together with writing (`O_TRUNC`).
  case truncate
  /// Writes at the end, wherever that is by then (`O_APPEND`).
  case append
  /// The descriptor is closed by ``ForkAction/execute`` and in the child of ``ForkAction/spawn(child:)`` (`O_CLOEXEC`).
  case closeOnExec
}

/// What the offset of a seek counts from.
public enum SeekOrigin: String, CaseIterable, Codable, Hashable, Sendable {
  case start
  case current
  case end
}

/// What ``ForkAction/poll(entries:)`` asks of one descriptor.
public struct PollEntry: Codable, Hashable, Sendable {
  /// How many entries a call of a program has at most.
  public static let most = 8

  /// The descriptor, open or not; a negative one is passed over.
  public var descriptor: Int32
  /// Whether it asks if there is something to read (`POLLIN`).
  public var input: Bool
  /// Whether it asks if something can be written (`POLLOUT`).
  public var output: Bool

  /// Makes an entry from its parts.
  public init(descriptor: Int32, input: Bool, output: Bool) {
    self.descriptor = descriptor
    self.input = input
    self.output = output
  }
}

/// What a process can be limited in.
public enum LimitedResource: String, CaseIterable, Codable, Hashable, Sendable {
  /// The bytes of the files that it writes (`RLIMIT_FSIZE`).
  case fileSize
  /// Processes, of all the world, since there is one user (`RLIMIT_NPROC`).
  case processes
  /// Its descriptors: one more than the highest that it can get (`RLIMIT_NOFILE`).
  case descriptors
}

/// What a process does about a signal.
public enum SignalDisposition: String, CaseIterable, Codable, Hashable, Sendable {
  /// What POSIX does by default: the process ends; a ``Architecture/SignalNumber/child`` is ignored.
  case standard = "default"
  /// Nothing.
  case ignore
  /// It counts: ``ForkAction/handled(signal:)`` tells how often.
  case handle
}

/// How a list of signals changes the mask of a thread.
public enum SignalMaskChange: String, CaseIterable, Codable, Hashable, Sendable {
  case block
  case unblock
  case set
}
