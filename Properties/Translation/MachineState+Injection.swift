import CapabilityModel
import ExactIntegers
package import MachineModel

extension MachineState {
  /// The state after the reset of a machine into which instructions are injected, as `MachineSubject` describes it.
  package static var injectionReset: MachineState {
    let memory = TaggedMemory(ranges: [Bounds(base: 0x8000_0000, top: 0x8080_0000)])
    return MachineState(format: .cc128, programCounter: 0x8000_0000, memory: memory)
  }
}
