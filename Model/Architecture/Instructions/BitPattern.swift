/// The bits of an instruction word that an encoding fixes.
public struct BitPattern: Hashable, Sendable {
  /// The values of the fixed bits.
  public let match: UInt32
  /// The fixed bits.
  public let mask: UInt32

  /// A pattern given bit by bit.
  init(match: UInt32, mask: UInt32) {
    self.match = match
    self.mask = mask
  }

  /// A word of 32 bits, by the names of the RISC-V manual's fields. What is not given is not fixed.
  init(
    opcode: UInt32, funct3: UInt32? = nil, funct7: UInt32? = nil, rd: UInt32? = nil, rs1: UInt32? = nil,
    rs2: UInt32? = nil
  ) {
    let fields: [(value: UInt32?, bit: UInt32, width: UInt32)] = [
      (opcode, 0, 7), (rd, 7, 5), (funct3, 12, 3), (rs1, 15, 5), (rs2, 20, 5), (funct7, 25, 7),
    ]
    var (match, mask): (UInt32, UInt32) = (0, 0)
    for (value, bit, width) in fields {
      guard let value else { continue }
      match |= value << bit
      mask |= ((1 << width) - 1) << bit
    }
    self.init(match: match, mask: mask)
  }

  /// A word of 16 bits: quadrant (bits 1:0), function (bits 15:13), and further fixed bits.
  init(quadrant: UInt32, funct3: UInt32, match: UInt32 = 0, mask: UInt32 = 0) {
    self.init(match: funct3 << 13 | match | quadrant, mask: 0xE003 | mask)
  }

  /// Whether a word has the fixed bits.
  func matches(_ word: UInt32) -> Bool { word & mask == match }
}
