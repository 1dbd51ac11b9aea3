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

  /// Whether an option is among them.
  public func contains(_ option: Option) -> Bool { all.contains(option) }
}
