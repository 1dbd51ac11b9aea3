import Architecture
import Testing

@Suite struct EncodingTableTests {
  @Test func `Every operation has exactly one encoding of four bytes`() {
    for operation in Operation.allCases {
      #expect(Encoding.all.count { $0.operation == operation && $0.length == 4 } == 1, "\(operation)")
      #expect(Encoding.of(operation).operation == operation)
    }
  }

  @Test func `No two encodings of one mode claim a word, unless one is a special case of the other`() {
    for (index, first) in Encoding.all.enumerated() {
      for second in Encoding.all.dropFirst(index + 1) {
        let sharesMode = first.mode == nil || second.mode == nil || first.mode == second.mode
        guard sharesMode, first.length == second.length, first.pattern.overlaps(second.pattern) else { continue }
        let isSpecialCase =
          first.pattern.isMoreSpecific(than: second.pattern) || second.pattern.isMoreSpecific(than: first.pattern)
        #expect(first.length == 2 && isSpecialCase, "\(first.mnemonic) and \(second.mnemonic)")
      }
    }
  }

  @Test func `An encoding's length follows from its two lowest bits`() {
    for row in Encoding.all {
      #expect(row.pattern.mask & 3 == 3)
      #expect((row.pattern.match & 3 == 3) == (row.length == 4), "\(row.mnemonic)")
    }
  }

  @Test func `Operands and fixed bits fill a word without overlap`() {
    for row in Encoding.all {
      var free = ~row.pattern.mask & (row.length == 2 ? 0xFFFF : .max)
      for mask in operandMasks(of: row.format) {
        #expect(free & mask == mask, "\(row.mnemonic)")
        free &= ~mask
      }
      #expect(free == 0, "\(row.mnemonic) leaves bits \(String(free, radix: 16)) without meaning")
    }
  }

  /// The bits of each operand; registers that share a field (`c.add`) count once.
  private func operandMasks(of format: OperandFormat) -> [UInt32] {
    let registers = Set([format.rd, format.rs1, format.rs2]).compactMap { field -> UInt32? in
      switch field {
      case .wide(let bit): 0x1F << UInt32(bit)
      case .narrow(let bit): 0x7 << UInt32(bit)
      case .absent, .always: nil
      }
    }
    return registers + format.immediate.parts.map { ((1 << UInt32($0.width)) - 1) << UInt32($0.instructionBit) }
  }
}

extension BitPattern {
  /// Whether some word matches both patterns.
  fileprivate func overlaps(_ other: BitPattern) -> Bool { (match ^ other.match) & mask & other.mask == 0 }

  /// Whether every word that matches this pattern matches the other one too, and not the other way round.
  fileprivate func isMoreSpecific(than other: BitPattern) -> Bool {
    overlaps(other) && mask & other.mask == other.mask && mask != other.mask
  }
}
