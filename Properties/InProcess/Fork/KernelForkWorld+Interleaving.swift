import Architecture
import Emulator
import ForkKernel
import Subjects

/// Accesses of other threads at the kernel's preemption points.
extension KernelForkWorld {
  /// Performs a step, and an access of another thread at one of the preemption points that the kernel reaches meanwhile.
  func perform(_ step: ForkStep, _ access: ConcurrentAccess) throws -> Observation {
    guard let actor = actor(of: access.step), let prepared = try prepare(access.action, as: actor) else {
      let own = try perform(step)
      return .interleaved(step: own, access: try perform(access.step))
    }
    let word = try prepared.instruction.encoded(in: .capability)
    var (reached, isPerformed) = (0, false)
    kernel.preemptionHandler = { _, kernel in
      if reached == Int(access.point) {
        isPerformed = kernel.interleave(word, as: actor.process, thread: actor.thread)
      }
      reached += 1
    }
    let own = try perform(step)
    kernel.preemptionHandler = nil
    return .interleaved(step: own, access: isPerformed ? finish(prepared, as: actor) : try perform(access.step))
  }
}
