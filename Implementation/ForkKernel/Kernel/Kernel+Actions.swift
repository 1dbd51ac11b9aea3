public import Architecture
public import Emulator

/// How a host lets a process act: one instruction at a time, on a hart, through the whole path of faults.
extension Kernel {
  /// Lets a process execute one instruction with its own registers. Page faults that are owed are served and the
  /// instruction is tried again; any other trap ends the process.
  ///
  /// The instruction does not come from the process's text, and its program counter stays where it is.
  ///
  /// - Returns: the trap that ended the process; `nil` if the instruction completed, or the process had ended before.
  public mutating func execute(_ instruction: UInt32, as process: ProcessID) -> Trap? {
    // An access touches two pages at most, and each may have a leaf to take and a frame to settle.
    for _ in 0..<8 {
      guard processes[process].firstThread != .none else { return nil }
      load(processes[process].firstThread, on: 0)
      guard let trap = inject(instruction, into: process, hart: 0) else { return nil }
      guard serve(trap, of: process) else { return trap }
    }
    exit(process, .signaled(.kill))
    return Trap(cause: .loadPageFault, value: 0)
  }

  /// Executes an instruction on a hart as if it stood in the process's region, and leaves the program counter alone.
  func inject(_ instruction: UInt32, into process: ProcessID, hart: Int) -> Trap? {
    let counter = machine.readSpecial(.programCounterCapability, hart: hart)
    let code = Pointer(target: 0, length: regions[processes[process].region].size, permissions: [.execute])
    machine.writeSpecial(.programCounterCapability, capability(code, in: process), hart: hart)
    let trap = machine.execute(instruction, hart: hart).trap
    machine.writeSpecial(.programCounterCapability, counter, hart: hart)
    return trap
  }

  /// Lets a process's first thread enter the kernel for a call, with the arguments that its registers hold; the call is
  /// performed when the thread runs next. Nothing happens if the thread is inside of a call, or the process has ended.
  public mutating func enter(_ call: SystemCall, as process: ProcessID) {
    let thread = processes[process].firstThread
    guard thread != .none, threads[thread].call == nil else { return }
    threads[thread].call = call
  }

  /// A register of a process's first thread; null if the process has ended.
  public func readRegister(_ number: Int, of process: ProcessID) -> MachineCapability {
    let thread = processes[process].firstThread
    return thread == .none ? .null : register(number, of: thread)
  }

  /// Writes a register of a process's first thread, if it has not ended.
  public mutating func writeRegister(_ number: Int, _ value: MachineCapability, of process: ProcessID) {
    let thread = processes[process].firstThread
    if thread != .none { setRegister(number, value, of: thread) }
  }

  /// The region that a process lives, or lived, in.
  public func region(of process: ProcessID) -> RegionView {
    let process = processes[process]
    return RegionView(base: process.base, sizeLog2: process.sizeLog2, epoch: process.epoch)
  }
}
