/// What is known of a property without running it.
public struct PropertyProfile: Codable, Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What must hold, in a sentence.
  public var guarantee: String
  /// The rules of the specification that it exercises.
  public var rules: [String]
  /// What a run must have seen.
  public var requirements: Requirements

  /// The profile of a property.
  public init(of property: any Property) {
    name = property.name
    guarantee = property.guarantee
    rules = property.rules
    requirements = property.requirements
  }
}
