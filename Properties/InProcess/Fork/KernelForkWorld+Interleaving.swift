import Architecture
import Emulator
import ForkKernel
import Subjects

/// Accesses of other threads at the kernel's preemption points.
extension KernelForkWorld {
  /// Performs a step, and an access of another thread at one of the preemption points that the kernel reaches
  /// meanwhile.
  func perform(_ step: ForkStep, _ access: ConcurrentAccess) throws -> Observation {
    guard let actor = actor(of: access.step), let prepared = try prepare(access.action, as: actor) else {
      let own = try perform(step)
      return .interleaved(step: own, access: try perform(access.step))
    }
    let word = try prepared.instruction.encoded(in: .capability)
    var reached = 0
    var observation: Observation?
    kernel.preemptionHandler = { _, kernel in
      // Observed before the call goes on: it may end the thread, as execve does.
      if reached == Int(access.point), kernel.interleave(word, as: actor.process, thread: actor.thread) {
        observation = prepared.finish(in: &kernel, as: actor)
      }
      reached += 1
    }
    let own = try perform(step)
    kernel.preemptionHandler = nil
    return .interleaved(step: own, access: try observation ?? perform(access.step))
  }
}
