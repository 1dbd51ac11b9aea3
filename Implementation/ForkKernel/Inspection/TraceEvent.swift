public import Architecture

/// Something that happened while the kernel ran.
public enum TraceEvent: Hashable, Sendable {
  /// An instruction is about to be executed, at an offset of the process's region.
  case instruction(pid: Int32, offset: UInt64, word: UInt32)
  /// A thread has entered the kernel.
  case call(pid: Int32, SystemCall)
  /// A thread has returned from the kernel, with an error or without.
  case returned(pid: Int32, SystemCall, ErrorNumber?)
  /// A page fault has been served.
  case faultServed(pid: Int32, page: Int, cause: ExceptionCause)
  /// A process exists.
  case forked(pid: Int32, child: Int32, regionBase: UInt64)
  /// A process has ended.
  case exited(pid: Int32, ExitStatus)
}
