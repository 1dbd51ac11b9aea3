/// An open file description: what descriptors of one process or of relatives refer to together.
///
/// Source: POSIX.1-2024, definition 3.240, "open file description".
struct OpenFile: Sendable {
  /// What is open.
  enum Kind: Hashable, Sendable {
    /// Nothing: the slot is nobody's.
    case unused
    /// The console: what is written appears, reading finds its end.
    case console
    /// The end of a pipe that is read from.
    case pipeReader(Int32)
    /// The end of a pipe that is written to.
    case pipeWriter(Int32)
  }

  /// What is open.
  var kind: Kind = .unused
  /// How many descriptors refer to it.
  var references = 0
  /// Calls that would wait fail with EAGAIN instead.
  var isNonBlocking = false
}
