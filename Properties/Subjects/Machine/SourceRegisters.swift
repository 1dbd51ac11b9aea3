/// The registers that an instruction names as its sources, as it was decoded, whether or not it went on.
public struct SourceRegisters: Codable, Hashable, Sendable {
  /// A register, and what it held before the instruction.
  public struct Source: Codable, Hashable, Sendable {
    /// The number of the register; 0 if there is none.
    public var number: UInt8
    /// The integer, or the address of the capability.
    public var value: UInt64

    /// Makes a source from its parts.
    public init(number: UInt8, value: UInt64) {
      self.number = number
      self.value = value
    }

    /// No register.
    public static let none = Source(number: 0, value: 0)

    /// Whether this is what RVFI allows to be told of a source that is in fact `actual`: nothing, or the truth. Of an
    /// operand that an instruction does not have, it allows any register to be named.
    ///
    /// Source: RVFI-DII, `rvfi_rs1_addr` and `rvfi_rs1_rdata`.
    public func mayBeTold(of actual: Source) -> Bool {
      number == 0 || actual.number == 0 || self == actual
    }
  }

  /// The register that `rs1` names.
  public var first: Source
  /// The register that `rs2` names.
  public var second: Source

  /// Makes a record from its parts.
  public init(first: Source, second: Source) {
    self.first = first
    self.second = second
  }

  /// No sources: of a word without meaning, or one that could not be fetched.
  public static let none = SourceRegisters(first: .none, second: .none)

  /// Whether this is what RVFI allows to be told of sources that are in fact `actual`.
  public func mayBeTold(of actual: SourceRegisters) -> Bool {
    first.mayBeTold(of: actual.first) && second.mayBeTold(of: actual.second)
  }
}
