import Architecture
import ExactIntegers
import MachineModel

extension InstructionSequence {
  /// The sequence for people: what it starts with, then an instruction a line, with its address and mode.
  func lines(from preamble: MachinePreamble) -> [String] {
    var state = preamble.state
    let start = "after the preamble, in \(mode) mode: s0 = window at \(String(MachinePreamble.window, radix: 16))"
    return [start]
      + words.map { word in
        let (address, mode) = (state.programCounter, state.mode)
        _ = state.step(injecting: word)
        return "\(address.hexadecimal): \(Instruction.disassembly(of: word, in: mode))"
          + "    # \(String(word, radix: 16)), \(mode) mode"
      }
  }
}
