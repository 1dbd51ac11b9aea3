/// One step of a fork program: a thread of a process performs an action.
public struct ForkStep: Codable, Hashable, Sendable {
  /// Who acts.
  public var process: ProcessName
  /// Which of its threads; every process starts with thread 0 alone.
  public var thread: UInt8
  /// What it does.
  public var action: ForkAction

  /// Makes a step.
  public init(_ process: ProcessName, thread: UInt8 = 0, _ action: ForkAction) {
    self.process = process
    self.thread = thread
    self.action = action
  }

  /// Reads a step, of thread 0 unless it says otherwise.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    process = try container.decode(ProcessName.self, forKey: .process)
    thread = try container.decodeIfPresent(UInt8.self, forKey: .thread) ?? 0
    action = try container.decode(ForkAction.self, forKey: .action)
  }

  /// Writes a step; thread 0 is not mentioned.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(process, forKey: .process)
    if thread != 0 { try container.encode(thread, forKey: .thread) }
    try container.encode(action, forKey: .action)
  }

  private enum CodingKeys: String, CodingKey { case process, thread, action }
}
