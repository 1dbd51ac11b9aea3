import CapabilityModel
import ExactIntegers
public import MachineModel
public import Subjects
import Translation

/// The Model's machine as a subject.
public struct ModelMachineSubject: MachineSubject {
  /// The present state.
  public private(set) var state = ModelMachineSubject.resetState

  /// Makes a machine in the reset state.
  public init() {}

  /// The state after a reset, as ``MachineSubject`` describes it.
  public static var resetState: MachineState {
    let memory = TaggedMemory(ranges: [Bounds(base: 0x8000_0000, top: 0x8080_0000)])
    return MachineState(format: .cc128, programCounter: 0x8000_0000, memory: memory)
  }

  /// Returns to the reset state.
  public mutating func reset() {
    state = Self.resetState
  }

  /// Executes one instruction as if it had been fetched from the program counter.
  public mutating func execute(_ instruction: UInt32) -> TraceRecord {
    TraceRecord(state.step(injecting: instruction))
  }
}
