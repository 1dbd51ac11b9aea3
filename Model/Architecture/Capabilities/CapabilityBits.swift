/// A capability as raw words and a tag, whatever they mean.
public struct CapabilityBits: Codable, Hashable, Sendable {
  /// The upper word, in its in-memory form.
  public var metadata: UInt64
  /// The lower word: the address.
  public var address: UInt64
  /// The validity tag.
  public var tag: Bool

  /// Both words zero, and no tag.
  public static let zero = CapabilityBits(metadata: 0, address: 0, tag: false)

  /// Makes the raw form of a capability from its in-memory words and its tag.
  public init(metadata: UInt64, address: UInt64, tag: Bool) {
    self.metadata = metadata
    self.address = address
    self.tag = tag
  }
}

/// The capability formats that this project specifies, by the names used on the command line and in vectors.
public enum FormatName: String, CaseIterable, Codable, Hashable, Sendable {
  /// CHERI-RISC-V as of the CHERI ISA version 9: 128 bits, mantissa of 14 bits.
  case cc128
  /// Arm Morello: 128 bits, mantissa of 16 bits.
  case cc128m
  /// The RISC-V standard's RV64Y, draft 0.9.9: 128 bits, mantissa of 14 bits.
  case rv64y
}
