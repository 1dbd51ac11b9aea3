import Architecture
public import Emulator

/// How a host lets a process act: one instruction at a time, on a hart, through the whole path of faults.
extension Kernel {
  /// Lets a process execute one instruction with its own registers. Page faults that are owed are served and the
  /// instruction is tried again; any other trap ends the process.
  ///
  /// The instruction does not come from the process's text, and its program counter stays where it is.
  ///
  /// - Returns: the trap that ended the process; `nil` if the instruction completed.
  public mutating func execute(_ instruction: UInt32, as process: ProcessID) -> Trap? {
    let thread = processes[process].firstThread
    load(thread, on: 0)
    let counter = machine.readSpecial(.programCounterCapability, hart: 0)
    let code = Pointer(target: 0, length: regions[processes[process].region].size, permissions: [.execute])
    machine.writeSpecial(.programCounterCapability, capability(code, in: process), hart: 0)
    // An access touches two pages at most, and each may have a leaf to take and a frame to settle.
    for _ in 0..<8 {
      guard let trap = machine.execute(instruction, hart: 0).trap else {
        machine.writeSpecial(.programCounterCapability, counter, hart: 0)
        return nil
      }
      guard serve(trap, of: process) else { return trap }
    }
    exit(process, .signaled(.kill))
    return Trap(cause: .loadPageFault, value: 0)
  }

  /// A register of a process's first thread.
  public func readRegister(_ number: Int, of process: ProcessID) -> MachineCapability {
    register(number, of: processes[process].firstThread)
  }

  /// Writes a register of a process's first thread.
  public mutating func writeRegister(_ number: Int, _ value: MachineCapability, of process: ProcessID) {
    setRegister(number, value, of: processes[process].firstThread)
  }

  /// The region that a process lives, or lived, in.
  public func region(of process: ProcessID) -> RegionView {
    let process = processes[process]
    return RegionView(base: process.base, sizeLog2: process.sizeLog2, epoch: process.epoch)
  }
}
