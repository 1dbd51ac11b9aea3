/// A process of a program, by the name that the program gives it; the first process is 0.
///
/// The name is not the process identifier: that is the kernel's to choose.
public struct ProcessName: Codable, Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByIntegerLiteral
{
  /// The number that stands for the process.
  public let number: UInt8

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
