/// A stretch of choices that belong together.
package struct Span: Hashable, Codable, Sendable {
  /// The first choice.
  package var start: Int
  /// One past the last choice.
  package var end: Int
  /// How many spans it lies in.
  package var depth: Int
  /// Whether it is an element of a list, so that it can be left out and what follows keeps its meaning.
  package var isElement: Bool
}
