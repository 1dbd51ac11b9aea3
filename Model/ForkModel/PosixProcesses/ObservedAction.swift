/// An action, and what was observed of it.
public struct ObservedAction: Sendable {
  let action: ProcessAction
  let name: ProcessNumber
  let thread: Int
  let outcome: Outcome

  /// Says what a thread of a process did, and what it saw.
  public init(_ action: ProcessAction, by name: ProcessNumber, thread: Int = 0, _ outcome: Outcome) {
    self.action = action
    self.name = name
    self.thread = thread
    self.outcome = outcome
  }
}
