/// One step of a fork program: a thread of a process performs an action.
public struct ForkStep: Codable, Hashable, Sendable {
  /// Who acts.
  public var process: ProcessName
  /// Which of its threads; every process starts with thread 0 alone.
  public var thread: UInt8
  /// What it does.
  public var action: ForkAction
  /// What another thread does at the same time.
  public var meanwhile: ConcurrentAccess?

  /// Makes a step.
  public init(
    _ process: ProcessName, thread: UInt8 = 0, _ action: ForkAction, meanwhile: ConcurrentAccess? = nil
  ) {
    self.process = process
    self.thread = thread
    self.action = action
    self.meanwhile = meanwhile
  }

  /// The step alone, without what another thread does at the same time.
  public var alone: ForkStep { ForkStep(process, thread: thread, action) }

  /// Reads a step, of thread 0 unless it says otherwise.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    process = try container.decode(ProcessName.self, forKey: .process)
    thread = container.contains(.thread) ? try container.decode(UInt8.self, forKey: .thread) : 0
    action = try container.decode(ForkAction.self, forKey: .action)
    meanwhile = try container.decodeIfPresent(ConcurrentAccess.self, forKey: .meanwhile)
  }

  /// Writes a step; thread 0 is not mentioned.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(process, forKey: .process)
    if thread != 0 { try container.encode(thread, forKey: .thread) }
    try container.encode(action, forKey: .action)
    try container.encodeIfPresent(meanwhile, forKey: .meanwhile)
  }

  private enum CodingKeys: String, CodingKey { case process, thread, action, meanwhile }
}

/// An access to memory that another thread makes on another processor while the kernel is at work for a step.
///
/// It is made at a preemption point, if the kernel gets there and the access does not need the kernel itself; otherwise
/// it is made when the step is over. What is observed is as if one of the two had come before the other, in either
/// order.
public struct ConcurrentAccess: Codable, Hashable, Sendable {
  /// At which of the preemption points of the step, counted from 0.
  public var point: UInt8
  /// Whose thread makes the access.
  public var process: ProcessName
  /// Which thread.
  public var thread: UInt8
  /// A load or a store, of a byte or of a pointer.
  public var action: ForkAction

  /// Makes an access.
  public init(at point: UInt8, by process: ProcessName, thread: UInt8, _ action: ForkAction) {
    self.point = point
    self.process = process
    self.thread = thread
    self.action = action
  }

  /// The access as a step of its own.
  public var step: ForkStep { ForkStep(process, thread: thread, action) }
}
