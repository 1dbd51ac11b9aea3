/// One of the registers that fork programs use: 0 … 7.
///
/// A subject maps them to registers of its own; on CHERI-RISC-V they are capability registers, on Linux variables of
/// the process.
public struct PointerRegister: Codable, Hashable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  /// How many registers a program can use.
  public static let count: UInt8 = 8

  /// The number of the register, less than ``count``.
  public let number: UInt8

  /// Names a register by its number.
  public init(_ number: UInt8) { self.number = number }

  /// Names a register by its number.
  public init(integerLiteral number: UInt8) { self.number = number }

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
