/// One open descriptor of a process.
public struct InspectedDescriptor: Codable, Hashable, Sendable {
  /// Its number.
  public var number: Int32
  /// The open file description that it refers to, by its number in ``InspectedState/openFiles``.
  public var file: Int

  /// Makes a descriptor from its parts.
  public init(number: Int32, file: Int) {
    self.number = number
    self.file = file
  }
}
