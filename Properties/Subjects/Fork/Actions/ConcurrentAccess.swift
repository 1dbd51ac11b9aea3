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
