package import Architecture

/// A case of ``MachinePrograms``: instructions in memory, and how far they are executed at a time.
package struct MachineProgram: Codable, Hashable, Sendable {
  /// The mode in which the first instruction is executed.
  package var mode: EncodingMode
  /// The instructions, one after the other in memory, of 16 or 32 bits each.
  package var words: [UInt32]
  /// How many instructions each run executes.
  package var runs: [Int]

  /// The program as it lies in memory.
  var bytes: [UInt8] { words.flatMap(\.instructionBytes) }
}

extension UInt32 {
  /// The two or four bytes of an instruction word, the lowest first.
  fileprivate var instructionBytes: [UInt8] {
    (0..<(self & 3 == 3 ? 4 : 2)).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
