/// What a process does about a signal.
public enum SignalDisposition: String, CaseIterable, Codable, Hashable, Sendable {
  /// What POSIX does by default: the process ends; a ``Architecture/SignalNumber/child`` is ignored.
  case standard = "default"
  /// Nothing.
  case ignore
  /// It counts: ``ForkAction/handled(signal:)`` tells how often.
  case handle
}
