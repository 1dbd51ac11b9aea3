/// A remark about a step of a case.
public struct Note: Codable, Hashable, Sendable {
  /// The step it is about, as an index into the lines that describe the case.
  public var step: Int?
  /// The remark.
  public var text: String
}
