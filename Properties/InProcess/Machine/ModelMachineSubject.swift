public import MachineModel
public import Subjects
import Translation

/// The Model's machine as a subject.
public struct ModelMachineSubject: MachineSubject {
  /// The present state.
  public internal(set) var state = MachineState.injectionReset

  /// Makes a machine in the reset state.
  public init() {}

  /// Returns to the reset state.
  public mutating func reset() {
    state = .injectionReset
  }

  /// Executes one instruction as if it had been fetched from the program counter.
  public mutating func execute(_ instruction: UInt32) -> TraceRecord {
    TraceRecord(state.step(injecting: instruction))
  }

  /// Changes the state.
  public mutating func adjust(_ adjustment: MachineAdjustment) -> Bool {
    state.adjust(adjustment)
    return true
  }
}
