public import Subjects
import Translation

/// What programs of machine code are expected to write, as a subject.
public struct ModelGuestSubject: GuestSubject {
  /// Makes a subject.
  public init() {}

  /// Runs a script to its end.
  public func run(_ script: GuestScript) -> [String] { GuestReference.lines(of: script) }
}
