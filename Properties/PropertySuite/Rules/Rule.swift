/// A rule of the specification: one named statement of the Model.
public struct Rule: Codable, Hashable, Sendable {
  /// Its name, such as `cap.setBounds.tag`.
  public var name: String
  /// What it says.
  public var text: String
  /// The file of the Model that states it, relative to the root of the project.
  public var file: String

  /// Makes a rule.
  public init(_ name: String, _ text: String, file: String) {
    self.name = name
    self.text = text
    self.file = file
  }
}
