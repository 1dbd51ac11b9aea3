import Architecture
import ForkKernel
import Subjects

/// Who makes a step: a thread that can act.
struct KernelForkActor {
  let name: ProcessName
  let process: ProcessID
  /// The kernel's identifier of the thread.
  let thread: Int32
}
