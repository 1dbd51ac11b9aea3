import Architecture
import Emulator

/// How a system call ends.
enum SystemCallResult: Hashable {
  /// It returns a value.
  case value(UInt64)
  /// It returns a capability.
  case capability(MachineCapability)
  /// It fails.
  case failure(ErrorNumber)
  /// It waits: the thread tries it again later.
  case wait(WaitChannel)
  /// It does not return: the thread goes on elsewhere, in another program or where a signal interrupted it.
  case elsewhere
  /// It does not return: the thread or its process has ended.
  case ended
}
