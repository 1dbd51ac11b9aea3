/// Thrown by a generator or a check to say that a case is none that the property speaks of.
///
/// Discards are counted by reason, and too many of them are an error (``Requirements/discardsPerCase``).
public struct Discard: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why, in a few words that do not depend on the case.
  public var reason: String

  /// Makes a discard.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// What people read.
  public var description: String { "discarded: \(reason)" }
}
