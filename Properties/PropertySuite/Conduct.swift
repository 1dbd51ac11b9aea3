/// What is asked of a subject in another process, whatever its kernel or machine does.
package enum Conduct {
  /// The guarantee that a subject violates by crashing, stalling, flooding or answering nonsense.
  package static let guarantee = "Every request is answered, in time and as the protocol says."
}
