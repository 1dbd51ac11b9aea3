package import Architecture

/// A case of the machine properties: instructions that are injected into a machine prepared by a ``MachinePreamble``.
package struct InstructionSequence: Codable, Hashable, Sendable {
  /// The mode in which the first instruction is executed.
  package var mode: EncodingMode
  /// The instructions, of 16 or 32 bits each.
  package var words: [UInt32]

  /// Makes a sequence.
  package init(mode: EncodingMode, words: [UInt32]) {
    self.mode = mode
    self.words = words
  }
}
