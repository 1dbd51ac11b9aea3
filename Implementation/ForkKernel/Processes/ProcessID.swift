/// Names a process, running or zombie, in the kernel's process table; the slot of a reaped process is used again.
///
/// It is not the process identifier that programs see: see ``Process/pid``.
public struct ProcessID: Hashable, Sendable {
  /// The position in the process table.
  let index: Int32

  /// The system process that adopts orphans and reaps at once.
  static let initProcess = ProcessID(index: 0)
  /// No process.
  static let none = ProcessID(index: -1)
}
