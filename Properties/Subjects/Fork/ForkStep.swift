/// One step of a fork program: a process performs an action.
public struct ForkStep: Codable, Hashable, Sendable {
  /// Who acts.
  public var process: ProcessName
  /// What it does.
  public var action: ForkAction

  /// Makes a step.
  public init(_ process: ProcessName, _ action: ForkAction) {
    self.process = process
    self.action = action
  }
}
