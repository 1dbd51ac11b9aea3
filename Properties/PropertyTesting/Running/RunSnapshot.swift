/// How far a run is.
package struct RunSnapshot: Sendable {
  /// How far a run is with one property.
  package struct Entry: Sendable {
    package var name: String
    /// How many cases workers were given.
    package var cases: Int
    /// How long they took, in seconds.
    package var seconds: Double
    package var isShrinking: Bool
    package var conclusion: Conclusion?
  }

  /// How long it has been running, in seconds.
  package var seconds: Double
  package var configuration: RunConfiguration
  package var properties: [Entry]
}
