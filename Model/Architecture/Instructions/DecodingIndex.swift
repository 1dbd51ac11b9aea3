/// The rows of the table that have a meaning in one mode, arranged so that few have to be looked at for a word.
///
/// Words of 32 bits are looked up by opcode, funct3 and funct7, words of 16 bits by quadrant and function. A row
/// whose pattern leaves some of those bits open stands under each of their values.
struct DecodingIndex: Sendable {
  /// A row in plain data.
  private struct Row {
    let pattern: BitPattern
    let operation: Operation
    let length: UInt8
    let rd: RegisterField
    let rs1: RegisterField
    let rs2: RegisterField
    let reservation: Encoding.Reservation
    let isSigned: Bool
    let width: UInt8
    let parts: Range<Int>
  }

  private var rows: [Row] = []
  private var parts: [ImmediateLayout.Part] = []
  /// For each key, the rows to look at, in `candidates`.
  private var wide: [Range<Int32>]
  private var narrow: [Range<Int32>]
  private var candidates: [Int32] = []

  /// The bits of a word of 32 bits that make up the key: funct7, funct3, opcode without its two lowest bits.
  private static func wideKey(_ word: UInt32) -> Int {
    Int(truncatingIfNeeded: (word >> 25) << 8 | (word >> 12 & 7) << 5 | (word >> 2 & 0x1F))
  }

  /// The bits of a word of 16 bits that make up the key: function, quadrant.
  private static func narrowKey(_ word: UInt32) -> Int { Int(truncatingIfNeeded: (word >> 13 & 7) << 2 | (word & 3)) }

  /// A word of 32 bits that has the given key and is otherwise zero.
  private static func word(ofWideKey key: UInt32) -> UInt32 {
    (key >> 8) << 25 | (key >> 5 & 7) << 12 | (key & 0x1F) << 2 | 3
  }

  private static let wideKeyMask = word(ofWideKey: 0x7FFF)

  /// Arranges the rows of the table that are available in `mode`.
  init(mode: EncodingMode) {
    wide = Array(repeating: 0..<0, count: 1 << 15)
    narrow = Array(repeating: 0..<0, count: 1 << 5)
    let table = Encoding.all.filter { $0.isAvailable(in: mode) }
      .sorted { $0.pattern.mask.nonzeroBitCount > $1.pattern.mask.nonzeroBitCount }
    for encoding in table { append(encoding) }
    for key in 0..<UInt32(narrow.count) {
      let word = (key >> 2) << 13 | key & 3
      narrow[Int(key)] = appendCandidates {
        $0.length == 2 && ($0.pattern.match ^ word) & $0.pattern.mask & 0xE003 == 0
      }
    }
    fillWide()
  }

  private mutating func append(_ encoding: Encoding) {
    let start = parts.count
    parts += encoding.format.immediate.parts
    rows.append(
      Row(
        pattern: encoding.pattern, operation: encoding.operation, length: encoding.length, rd: encoding.format.rd,
        rs1: encoding.format.rs1, rs2: encoding.format.rs2, reservation: encoding.reservation,
        isSigned: encoding.format.immediate.isSigned, width: encoding.format.immediate.width,
        parts: start..<parts.count))
  }

  private mutating func appendCandidates(where isCandidate: (Row) -> Bool) -> Range<Int32> {
    let start = Int32(candidates.count)
    candidates += rows.indices.filter { isCandidate(rows[$0]) }.map(Int32.init)
    return start..<Int32(candidates.count)
  }

  /// Rows that share opcode and funct3 are few, so each such group is spread over the values of funct7 by itself.
  private mutating func fillWide() {
    for group in 0..<UInt32(1 << 8) {
      let groupWord = Self.word(ofWideKey: group)
      let members = rows.indices.filter {
        rows[$0].length == 4 && (rows[$0].pattern.match ^ groupWord) & rows[$0].pattern.mask & 0x707F == 0
      }
      guard !members.isEmpty else { continue }
      for funct7 in 0..<UInt32(1 << 7) {
        let word = groupWord | funct7 << 25
        let start = Int32(candidates.count)
        for member in members
        where (rows[member].pattern.match ^ word) & rows[member].pattern.mask & Self.wideKeyMask == 0 {
          candidates.append(Int32(member))
        }
        wide[Self.wideKey(word)] = start..<Int32(candidates.count)
      }
    }
  }

  /// Decodes a word: the first row, the most specific before the others, whose fixed bits it has. Nil if there is none
  /// or if the row reserves the word.
  func decode(_ word: UInt32) -> Instruction? {
    let isCompressed = word & 3 != 3
    let word = isCompressed ? word & 0xFFFF : word
    let range = isCompressed ? narrow[Self.narrowKey(word)] : wide[Self.wideKey(word)]
    for candidate in range {
      let row = rows[Int(candidates[Int(candidate)])]
      guard row.pattern.matches(word) else { continue }
      let instruction = Instruction(
        row.operation, rd: row.rd.number(in: word), rs1: row.rs1.number(in: word), rs2: row.rs2.number(in: word),
        immediate: immediate(of: row, in: word), length: row.length)
      return row.reservation.reserves(instruction) ? nil : instruction
    }
    return nil
  }

  private func immediate(of row: Row, in word: UInt32) -> Int64 {
    var value: UInt64 = 0
    for index in row.parts {
      let part = parts[index]
      value |= (UInt64(word) >> UInt64(part.instructionBit)) << UInt64(part.immediateBit) & part.mask
    }
    guard row.isSigned else { return Int64(bitPattern: value) }
    let unused = 64 - Int64(row.width)
    return (Int64(bitPattern: value) << unused) >> unused
  }
}

extension Encoding.Reservation {
  /// Whether an instruction, decoded from a row with this reservation, is in fact reserved.
  fileprivate func reserves(_ instruction: Instruction) -> Bool {
    switch self {
    case .none: false
    case .zeroImmediate: instruction.immediate == 0
    case .zeroDestination: instruction.rd == 0
    case .zeroSource: instruction.rs1 == 0
    }
  }
}
