import Emulator

extension Kernel {
  /// Lets whoever wants to act at a preemption point.
  mutating func reach(_ point: PreemptionPoint) {
    guard let handler = preemptionHandler else { return }
    preemptionHandler = nil
    handler(point, &self)
    preemptionHandler = handler
  }

  /// Gives a process another thread, with the registers of its first. For tests of interleavings.
  package mutating func addThread(likeFirstOf process: ProcessID) -> Int32 {
    threads[addThread(to: process, context: context(of: processes[process].firstThread))].identifier
  }

  /// The integer in a register of a thread, by the thread's identifier. For tests of interleavings.
  package func readInteger(_ number: Int, ofThread identifier: Int32) -> UInt64? {
    threads.ids.first { threads[$0].identifier == identifier }.map { register(number, of: $0).address }
  }

  /// Lets a thread of a process execute one instruction while the kernel is at work for another one, as another hart
  /// would. An instruction that needs the kernel waits for its lock: it is not executed.
  ///
  /// - Parameter thread: the identifier of the thread; the first one if none is given.
  /// - Returns: whether the instruction was executed. It is not if it trapped, if there is no such thread or it is
  ///   inside of the kernel itself, or if the kernel has only one hart.
  public mutating func interleave(
    _ instruction: UInt32, as process: ProcessID, thread identifier: Int32? = nil
  ) -> Bool {
    guard configuration.harts > 1, let thread = thread(identifier, of: process), loaded[hartInKernel] != thread,
      threads[thread].call == nil, threads[thread].state == .ready
    else { return false }
    let hart = hartInKernel == 0 ? configuration.harts - 1 : 0
    load(thread, on: hart)
    return inject(instruction, into: process, hart: hart) == nil
  }
}
