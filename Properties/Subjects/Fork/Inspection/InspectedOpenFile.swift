/// One open file description of an ``InspectedState``.
public struct InspectedOpenFile: Codable, Hashable, Sendable {
  /// The number by which descriptors refer to it.
  public var number: Int
  /// How many descriptors the kernel believes refer to it.
  public var references: Int

  /// Makes an open file description from its parts.
  public init(number: Int, references: Int) {
    self.number = number
    self.references = references
  }
}
