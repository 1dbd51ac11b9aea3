/// What a run found out.
public struct RunReport: Codable, Hashable, Sendable {
  /// How it was run.
  public var configuration: RunConfiguration
  /// How long it took, in seconds.
  public var seconds: Double
  /// Whether it was ended before its budget was spent.
  public var isInterrupted: Bool
  /// What it found out about each property.
  public var properties: [PropertyReport]

  /// 0 if all hold, 1 if a property fails, otherwise 4 if one is broken or flaky, otherwise 3 if one is inconclusive.
  public var exitCode: Int32 {
    let codes = properties.map(\.conclusion.exitCode)
    return [1, 4, 3].first(where: codes.contains) ?? 0
  }
}
