import Architecture
import PropertyTesting

/// Instructions of every encoding, with operands that fit it or just do not.
struct InstructionEncodings: FalsifiableLaw {
  struct Case: Codable, Sendable {
    var operation: Operation
    var rd: UInt8
    var rs1: UInt8
    var rs2: UInt8
    var immediate: Int64
    var length: UInt8
    var mode: EncodingMode
  }

  let name = "machine.encoding"
  let requirements = Requirements(cases: 1_000, shares: [encoded: 0.3, compressed: 0.02, refused: 0.1])
  var isFalsified = false

  private static let encoded = "encoded in four bytes"
  private static let compressed = "encoded in two bytes"
  private static let refused = "refused"

  var guarantee: String {
    isFalsified
      ? "Every instruction whose operands fit can be encoded in two bytes."
      : "An instruction whose operands fit is decoded as it was encoded; else the refusal names an operand that does not."
  }

  func generate(from source: inout ChoiceSource) -> Case {
    let row = source.element(of: Encoding.all)
    let layout = row.format.immediate
    let multiple = source.edgeBiased(
      in: layout.range.lowerBound / layout.granularity...layout.range.upperBound / layout.granularity, towards: 0)
    let excess: Int64 = source.weighted([(12, 0), (1, 1), (1, -1), (1, layout.range.upperBound + layout.granularity)])
    func register(_ field: RegisterField, _ source: inout ChoiceSource) -> UInt8 {
      source.choose(in: 0...40, preferring: field.registers, otherwise: 0.03)
    }
    return Case(
      operation: row.operation, rd: register(row.format.rd, &source), rs1: register(row.format.rs1, &source),
      rs2: register(row.format.rs2, &source), immediate: multiple * layout.granularity + excess, length: row.length,
      mode: source.boolean(probability: 0.1) ? source.element(of: EncodingMode.allCases) : row.mode ?? .integer)
  }

  func check(_ testCase: Case, recording: inout Recorder) throws -> Verdict {
    var instruction = testCase.instruction
    if isFalsified { instruction.length = 2 }
    do {
      let word = try instruction.encoded(in: testCase.mode)
      recording.label(instruction.length == 2 ? Self.compressed : Self.encoded)
      guard word & 3 == 3 ? instruction.length == 4 : instruction.length == 2 else {
        return .expect("\(word)", "a word of \(instruction.length) bytes", guarantee, step: 0)
      }
      return .expect(Instruction(decoding: word, mode: testCase.mode), instruction, guarantee, step: 0)
    } catch {
      recording.label(Self.refused)
      let misfits = testCase.misfits
      if isFalsified, !misfits.isEmpty { return .holds }
      let hasNoShortForm =
        instruction.length == 2 && !isFalsified && !Self.isDecodedFromTwoBytes(instruction, testCase.mode)
      let reasons = misfits + (hasNoShortForm ? ["no compressed encoding", "no encoding of 2 bytes"] : [])
      if reasons.contains(where: { error.description.contains($0) }) { return .holds }
      let expected = reasons.isEmpty ? "a word" : "a refusal that names \(reasons.joined(separator: " or "))"
      return .fails(Failure(guarantee, step: 0, expected: expected, observed: error.description))
    }
  }

  /// Whether some halfword means the instruction.
  private static func isDecodedFromTwoBytes(_ instruction: Instruction, _ mode: EncodingMode) -> Bool {
    shortInstructions[mode]?.contains(instruction) == true
  }

  private static let shortInstructions = Dictionary(
    uniqueKeysWithValues: EncodingMode.allCases.map { mode in
      let halfwords = (UInt32(0)...0xFFFF).filter { $0 & 3 != 3 }
      return (mode, Set(halfwords.compactMap { Instruction(decoding: $0, mode: mode) }))
    })

  func describe(_ testCase: Case) -> [String] {
    ["\(testCase.instruction.disassembly(in: testCase.mode)) in \(testCase.length) bytes, in \(testCase.mode) mode"]
  }
}

extension InstructionEncodings.Case {
  fileprivate var instruction: Instruction {
    Instruction(operation, rd: rd, rs1: rs1, rs2: rs2, immediate: immediate, length: length)
  }

  /// What does not fit the encoding of four bytes.
  fileprivate var misfits: [String] {
    let row = Encoding.of(operation)
    guard row.isAvailable(in: mode) else { return ["\(mode) mode"] }
    let registers = [("rd", row.format.rd, rd), ("rs1", row.format.rs1, rs1), ("rs2", row.format.rs2, rs2)]
    let layout = row.format.immediate
    let immediateFits = layout.range.contains(immediate) && immediate.isMultiple(of: layout.granularity)
    return registers.filter { !$0.1.registers.contains($0.2) }.map(\.0) + (immediateFits ? [] : ["immediate"])
  }
}

extension RegisterField {
  /// The registers that the field can name.
  fileprivate var registers: [UInt8] {
    switch self {
    case .absent: [0]
    case .always(let number): [number]
    case .narrow: Array(8..<16)
    case .wide: Array(0..<32)
    }
  }
}
