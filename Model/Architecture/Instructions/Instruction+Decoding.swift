extension Instruction {
  private static let integerIndex = DecodingIndex(mode: .integer)
  private static let capabilityIndex = DecodingIndex(mode: .capability)

  /// Decodes an instruction word as a hart in the given mode reads it.
  ///
  /// A word whose two lowest bits are not both set is compressed: only its lower 16 bits count, and ``length`` is 2.
  /// Returns nil for a word that means nothing in this mode.
  public init?(decoding word: UInt32, mode: EncodingMode) {
    let index = mode == .integer ? Self.integerIndex : Self.capabilityIndex
    guard let instruction = index.decode(word) else { return nil }
    self = instruction
  }
}
