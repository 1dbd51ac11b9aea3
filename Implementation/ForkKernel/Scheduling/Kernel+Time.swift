import Architecture
import Emulator

/// Virtual time: a nanosecond for each instruction that is executed, and a leap to the next deadline when every thread
/// waits. So it depends on nothing but the settings and the programs.
extension Kernel {
  /// Lets a call wait until a deadline; a call that is tried again keeps the one that it was given first.
  ///
  /// - Returns: whether the deadline has passed.
  mutating func hasPassed(_ deadline: UInt64, _ thread: ThreadID) -> Bool {
    let deadline = threads[thread].deadline ?? deadline
    threads[thread].deadline = deadline
    return clock >= deadline
  }

  /// Lets time pass, and wakes those whose deadlines have.
  mutating func advanceClock(by instructions: Int) {
    clock &+= UInt64(instructions)
    if clock >= nextDeadline { wakeSleepers() }
  }

  /// Leaps to the next deadline; `false` if nobody waits for one.
  mutating func leapToNextDeadline() -> Bool {
    wakeSleepers()
    guard nextDeadline != .max else { return false }
    leap(to: nextDeadline)
    return true
  }

  /// Lets all the time pass until some point.
  mutating func leap(to time: UInt64) {
    clock = max(clock, time)
    wakeSleepers()
  }

  /// Notes that a thread is going to wait.
  mutating func noteDeadline(of thread: ThreadID) {
    if let deadline = threads[thread].deadline { nextDeadline = min(nextDeadline, deadline) }
  }

  private mutating func wakeSleepers() {
    nextDeadline = .max
    for thread in threads.ids {
      guard case .blocked = threads[thread].state, let deadline = threads[thread].deadline else { continue }
      if deadline <= clock {
        threads[thread].state = .ready
        scheduler.append(thread)
      } else {
        nextDeadline = min(nextDeadline, deadline)
      }
    }
  }
}
