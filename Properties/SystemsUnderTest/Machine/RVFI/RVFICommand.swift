/// What a test-bench sends to a machine over RVFI-DII: 8 bytes, little-endian.
///
/// Source: RVFI-DII.md of TestRIG; for version 2, `rvfi_dii.sail` of sail-riscv.
public enum RVFICommand: Hashable, Sendable {
  /// Go back to the reset state.
  case reset
  /// Go back to the reset state, and say whether version 2 is spoken.
  case resetAskingForVersions
  /// Execute an instruction, as if fetched.
  case instruction(UInt32)
  /// Speak the given version from now on.
  case setVersion(UInt32)
  /// End the connection.
  case quit
  /// Something else.
  case unknown(command: UInt8)

  /// Bytes of a command.
  public static let byteCount = 8

  private static let versionQuestion: UInt32 = 0x5645_5253

  /// Reads a command.
  ///
  /// - Parameter bytes: ``byteCount`` bytes.
  public init(_ bytes: [UInt8]) {
    let reader = LittleEndianReader(bytes)
    let word = reader.integer(UInt32.self, at: 0)
    switch reader.integer(UInt8.self, at: 6) {
    case 0: self = word == Self.versionQuestion ? .resetAskingForVersions : .reset
    case 1: self = .instruction(word)
    case UInt8(ascii: "v"): self = .setVersion(word)
    case UInt8(ascii: "Q"): self = .quit
    case let command: self = .unknown(command: command)
    }
  }

  /// The bytes of the command.
  public var bytes: [UInt8] {
    let (word, command): (UInt32, UInt8) =
      switch self {
      case .reset: (0, 0)
      case .resetAskingForVersions: (Self.versionQuestion, 0)
      case .instruction(let word): (word, 1)
      case .setVersion(let version): (version, UInt8(ascii: "v"))
      case .quit: (0, UInt8(ascii: "Q"))
      case .unknown(let command): (0, command)
      }
    return LittleEndianReader.bytes(word) + [0, 0, command, 0]
  }
}

/// Reads little-endian numbers from bytes that are known to be there.
struct LittleEndianReader {
  private let content: [UInt8]

  init(_ bytes: [UInt8]) { content = bytes }

  func integer<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type, at offset: Int) -> Number {
    (0..<MemoryLayout<Number>.size).reduce(0) { $0 | Number(content[offset + $1]) << Number(8 * $1) }
  }

  static func bytes<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) -> [UInt8] {
    (0..<MemoryLayout<Number>.size).map { UInt8(truncatingIfNeeded: number >> Number(8 * $0)) }
  }
}

/// Why talking RVFI-DII failed.
public enum RVFIError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The other side sent something that the protocol does not have.
  case malformed(String)
  /// The connection failed.
  case channel(ChannelError)
  /// The address of the other side cannot be understood or reached.
  case address(String)

  /// What people read.
  public var description: String {
    switch self {
    case .malformed(let what): "the other side does not speak RVFI-DII: it sent \(what)"
    case .channel(let error): "\(error)"
    case .address(let reason): reason
    }
  }
}

/// What a machine in another process did instead of answering, so that what it was asked may have brought it about.
public struct MachineFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What people read.
  public var description: String
}
