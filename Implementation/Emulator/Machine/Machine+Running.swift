import Architecture

extension Machine {
  /// Runs a hart.
  ///
  /// A jump through a sealed entry to the kernel and the entry itself are one: the budget does not end between them, so
  /// that what the jump has opened cannot be lost when the hart goes on with something else.
  ///
  /// - Parameters:
  ///   - hart: the number of the hart.
  ///   - budget: instructions to execute at most; the count is exact, and one that traps counts.
  /// - Returns: why it stopped, and how many instructions of the budget it used.
  public func run(hart number: Int, budget: Int) -> RunResult {
    let hart = hart(number)
    state.pointee.prepare(hart)
    let left = run(hart, injecting: nil, budget: budget)
    if hart.pointee.stop == .budgetExhausted, state.pointee.isAtOpenEntry(hart) {
      hart.pointee.stop = .kernelEntry
      hart.pointee.entryTarget = .max
    }
    let exit: RunExit
    switch hart.pointee.stop {
    case .budgetExhausted: exit = .budgetExhausted
    case .trap: exit = .trap(Trap(hart.pointee))
    case .kernelEntry: exit = .kernelEntry(address: hart.pointee[.programCounterCapability].address)
    }
    return RunResult(exit: exit, instructionCount: budget - left)
  }

  func run(_ hart: UnsafeMutablePointer<Hart>, injecting block: UnsafeMutablePointer<Block>?, budget: Int) -> Int {
    Execution(state, hart).run(injecting: block, budget: budget)
  }

  // MARK: What harts remember

  /// Forgets what a hart remembers of a page, as the kernel must after it has taken permissions away from it.
  public func flushTranslation(page: UInt64, hart: Int) {
    self.hart(hart).pointee.forgetTranslation(of: page &<< 12)
    self.hart(hart).pointee.forgetJumps()
  }

  /// Forgets what all harts remember of a page.
  public func flushTranslation(page: UInt64) {
    for hart in 0..<hartCount { flushTranslation(page: page, hart: hart) }
  }

  /// Forgets everything that a hart remembers of the page table.
  public func flushTranslations(hart: Int) {
    self.hart(hart).pointee.forgetTranslations()
    self.hart(hart).pointee.forgetJumps()
  }

  /// Forgets what all harts remember of pages for loads and stores; code stays where it is.
  public func flushDataTranslations() {
    for hart in 0..<hartCount { self.hart(hart).pointee.forgetTranslations() }
  }

  /// Forgets everything that all harts remember of the page table.
  public func flushTranslations() {
    for hart in 0..<hartCount { flushTranslations(hart: hart) }
  }
}

/// What came of running a hart.
public struct RunResult: Hashable, Sendable {
  /// Why it stopped.
  public var exit: RunExit
  /// Instructions of the budget that were used, one that trapped included.
  public var instructionCount: Int

  /// Makes a result from its parts.
  public init(exit: RunExit, instructionCount: Int) {
    self.exit = exit
    self.instructionCount = instructionCount
  }
}

/// Why a hart stopped.
public enum RunExit: Hashable, Sendable {
  /// The budget is used up; the program counter is at the next instruction.
  case budgetExhausted
  /// An instruction trapped and changed nothing; the program counter is at that instruction. Kernel mode only.
  case trap(Trap)
  /// The hart has jumped through a sealed entry to a page that is marked as a kernel entry. The program counter
  /// capability is the unsealed entry; nothing at the address has been executed.
  case kernelEntry(address: UInt64)
}
