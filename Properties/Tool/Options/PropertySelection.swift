import PropertyTesting

/// Selects properties by name.
enum PropertySelection {
  /// The properties that any of the patterns means: a whole name, the first words of one (`fork`), or a pattern with
  /// `*` (`*.cc128`). Without patterns, all.
  ///
  /// - Throws: ``UsageError`` for a pattern that means nothing.
  static func of(_ patterns: [String], among properties: [any Property]) throws -> [any Property] {
    guard !patterns.isEmpty else { return properties }
    for pattern in patterns where !properties.contains(where: { matches(pattern, $0.name) }) {
      throw UsageError(
        unknown: "property", pattern, among: properties.map(\.name), hint: "`ufork list properties` shows all.")
    }
    return properties.filter { property in patterns.contains { matches($0, property.name) } }
  }

  /// Whether a pattern means one of the properties.
  static func isName(_ pattern: String, of properties: [any Property]) -> Bool {
    properties.contains { matches(pattern, $0.name) }
  }

  /// Whether a pattern means a name.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    if name == pattern || name.hasPrefix(pattern + ".") { return true }
    guard pattern.contains("*") else { return false }
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    var rest = name[...]
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else if let found = rest.range(of: part) {
        rest = rest[found.upperBound...]
      } else {
        return false
      }
    }
    return rest.isEmpty
  }
}
