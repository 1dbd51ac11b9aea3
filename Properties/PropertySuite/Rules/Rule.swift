/// A rule of the specification: one named statement of the Model.
///
/// The catalogue of all rules, ``all``, is made while the package is built, from the comments of the Model.
public struct Rule: Codable, Hashable, Sendable {
  /// Its name, such as `cap.setBounds.tag`.
  public var name: String
  /// What it says.
  public var text: String
  /// The file of the Model that states it, relative to the root of the project.
  public var file: String
  /// The line of the file, from 1, on which it begins.
  public var line: Int

  /// Makes a rule.
  public init(_ name: String, _ text: String, file: String, line: Int) {
    self.name = name
    self.text = text
    self.file = file
    self.line = line
  }
  /// Whether a citation, the name of a rule or the first words of several, means this rule.
  public func isMeant(by citation: String) -> Bool {
    name == citation || name.hasPrefix(citation + ".")
  }
}
