import Architecture
import Testing

@Suite struct DecodingTests {
  @Test(arguments: EncodingMode.allCases)
  func `Decoding what was encoded gives the instruction back, for the limits of every operand`(mode: EncodingMode)
    throws
  {
    var checked = 0
    var different: [Instruction] = []
    for row in Encoding.all where row.isAvailable(in: mode) {
      for instruction in samples(of: row) {
        guard row.length == 4 || isEncodable(instruction, mode) else { continue }
        let word = try instruction.encoded(in: mode)
        if Instruction(decoding: word, mode: mode) != instruction { different.append(instruction) }
        checked += 1
      }
    }
    #expect(different.isEmpty)
    #expect(checked > 10_000)
  }

  @Test(arguments: EncodingMode.allCases)
  func `Encoding what was decoded gives the word back, for all words of 16 bits`(mode: EncodingMode) throws {
    var decoded = 0
    var different: [UInt32] = []
    for word in UInt32(0)...0xFFFF where word & 3 != 3 {
      guard let instruction = Instruction(decoding: word, mode: mode) else { continue }
      let again = try instruction.encoded(in: mode)
      if Instruction(decoding: again, mode: mode) != instruction { different.append(word) }
      decoded += 1
    }
    #expect(different.isEmpty)
    #expect(decoded > 30_000)
  }

  @Test(arguments: EncodingMode.allCases)
  func `The indexed decoder agrees with a search of the whole table`(mode: EncodingMode) {
    var generator = SystemRandomNumberGenerator()
    let rows = Encoding.all.filter { $0.isAvailable(in: mode) }
    for _ in 0..<20_000 {
      let row = rows.randomElement(using: &generator)
      let noise = UInt32.random(in: 0...UInt32.max, using: &generator)
      let word =
        Bool.random(using: &generator) ? noise : (row.map { $0.pattern.match | noise & ~$0.pattern.mask } ?? noise)
      let length = word & 3 == 3 ? 4 : 2
      let matching = rows.filter { $0.length == length && (word ^ $0.pattern.match) & $0.pattern.mask == 0 }
      let mostSpecific = matching.max { $0.pattern.mask.nonzeroBitCount < $1.pattern.mask.nonzeroBitCount }
      let decoded = Instruction(decoding: word, mode: mode)
      if let decoded {
        #expect(decoded.operation == mostSpecific?.operation)
      } else {
        #expect(mostSpecific == nil || mostSpecific?.reservation != Encoding.Reservation.none)
      }
    }
  }

  @Test func `A word of zeros or ones means nothing`() {
    for mode in EncodingMode.allCases {
      #expect(Instruction(decoding: 0, mode: mode) == nil)
      #expect(Instruction(decoding: .max, mode: mode) == nil)
    }
  }

  @Test(arguments: [
    (Instruction(.addi, rd: 1, immediate: 2048), "the immediate of addi must be from -2048 to 2047, not 2048"),
    (Instruction(.beq, immediate: 3), "the immediate of beq must be a multiple of 2 from -4096 to 4094, not 3"),
    (Instruction(.add, rd: 32), "rd of add must be a register from 0 to 31, not 32"),
    (Instruction(.cMove, rs2: 1), "cmove has no operand rs2; it must be 0, not 1"),
    (Instruction(.cjal), "cjal has no encoding of 4 bytes in integer mode"),
    (
      Instruction(.addi, rd: 1, rs1: 2, length: 2),
      "no compressed encoding of addi can hold these operands; use a length of 4"
    ),
  ])
  func `An operand that does not fit is refused by name`(instruction: Instruction, message: String) {
    let error = #expect(throws: EncodingError.self) { try instruction.encoded(in: .integer) }
    #expect(error?.description == message)
  }

  private func isEncodable(_ instruction: Instruction, _ mode: EncodingMode) -> Bool {
    (try? instruction.encoded(in: mode)) != nil
  }

  private func samples(of row: Encoding) -> [Instruction] {
    let layout = row.format.immediate
    let step = layout.granularity
    let immediates = Set([layout.range.lowerBound, layout.range.upperBound, 0, step, -step, 5 * step])
      .filter { layout.range.contains($0) }
    var result: [Instruction] = []
    for immediate in immediates {
      for rd in registers(of: row.format.rd) {
        for rs1 in registers(of: row.format.rs1) {
          for rs2 in registers(of: row.format.rs2) {
            result.append(
              Instruction(row.operation, rd: rd, rs1: rs1, rs2: rs2, immediate: immediate, length: row.length))
          }
        }
      }
    }
    return result
  }

  private func registers(of field: RegisterField) -> [UInt8] {
    switch field {
    case .absent: [0]
    case .always(let number): [number]
    case .narrow: [8, 10, 15]
    case .wide: [0, 1, 2, 31]
    }
  }
}
