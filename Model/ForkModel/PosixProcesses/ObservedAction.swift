public import Architecture

/// An action, and what was observed of it.
public struct ObservedAction: Sendable {
  let action: ForkAction
  let name: ProcessName
  let thread: Int
  let observation: Observation

  /// Says what a thread of a process did, and what it saw.
  public init(_ action: ForkAction, by name: ProcessName, thread: Int = 0, _ observation: Observation) {
    self.action = action
    self.name = name
    self.thread = thread
    self.observation = observation
  }
}
