public import Architecture
public import Emulator

/// What became of a system call that a host made for a thread.
public enum CallOutcome: Hashable, Sendable {
  /// It returned a value.
  case value(UInt64)
  /// It returned a capability.
  case capability(MachineCapability)
  /// It failed, and has changed nothing.
  case failure(ErrorNumber)
  /// It would have to wait: it was abandoned, and has changed nothing.
  case wouldWait
  /// It did not return: the thread goes on elsewhere, in another program or where a signal interrupted it.
  case elsewhere
  /// It did not return: the thread or its process has ended; or there is no such thread, or it waits inside of a call.
  case ended
}
