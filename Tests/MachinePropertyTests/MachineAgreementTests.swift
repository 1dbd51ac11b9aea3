import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Testing

/// A machine that does what the Model does, but for a mistake.
private struct Mistaken: MachineSubject {
  private var machine = ModelMachineSubject()
  let mistake: Mistake

  init(_ mistake: Mistake) { self.mistake = mistake }

  mutating func reset() { machine.reset() }

  mutating func execute(_ word: UInt32) -> TraceRecord {
    let instruction = Instruction(decoding: word, mode: machine.state.mode)
    let replaced = instruction.map(mistake.replace).flatMap { try? $0.encoded(in: machine.state.mode) }
    var record = machine.execute(replaced ?? word)
    if let instruction { mistake.distort(instruction, &record) }
    return record
  }
}

/// What a mistaken machine does: it executes one instruction for another, or tells something else than it did.
private struct Mistake: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The property that notices it.
  let property: String
  var replace: @Sendable (Instruction) -> Instruction = { $0 }
  var distort: @Sendable (Instruction, inout TraceRecord) -> Void = { _, _ in }

  /// Whether an instruction is a store-conditional, of any size and form.
  private static func isConditional(_ operation: Operation) -> Bool {
    [.scB, .scH, .scW, .scD, .scC, .scBCAP, .scHCAP, .scWCAP, .scDCAP, .scCCAP, .scCDDC].contains(operation)
  }

  private static func executing(_ wrong: Operation, for right: Operation) -> Mistake {
    Mistake(
      testDescription: "\(right) is taken for \(wrong)", property: "machine.agreement",
      replace: { instruction in
        var instruction = instruction
        if instruction.operation == right { instruction.operation = wrong }
        return instruction
      })
  }

  static let all = [
    executing(.cSetBounds, for: .cSetBoundsExact),
    executing(.cSetAddr, for: .cIncOffset),
    executing(.lwu, for: .lw),
    executing(.amomaxuW, for: .amomaxW),
    executing(.cSeal, for: .cCSeal),
    Mistake(
      testDescription: "a store-conditional that fails says 2", property: "machine.agreement",
      distort: { instruction, record in
        guard isConditional(instruction.operation), record.destinationValue == 1 else { return }
        record.destinationValue = 2
        record.destinationCapability?.address = 2
      }),
    Mistake(
      testDescription: "a store-conditional says that it stored, and did not", property: "machine.agreement",
      distort: { instruction, record in
        guard isConditional(instruction.operation), record.destinationValue == 1 else { return }
        record.destinationValue = 0
        record.destinationCapability?.address = 0
      }),
    Mistake(
      testDescription: "a trap tells another cause", property: "machine.agreement",
      distort: { _, record in
        if record.trapRecord?.cause == .capabilityException { record.trapRecord?.cause = .illegalInstruction }
      }),
    Mistake(
      testDescription: "clearing a tag leaves it", property: "machine.monotonicity",
      distort: { instruction, record in
        if instruction.operation == .cMove, record.destinationCapability?.metadata != 0 {
          record.destinationCapability?.tag = true
        }
      }),
    Mistake(
      testDescription: "control leaves the bounds of the code", property: "machine.monotonicity",
      distort: { instruction, record in
        if instruction.operation == .jalrCAP, !record.trap { record.nextProgramCounter ^= 1 << 40 }
      }),
    Mistake(
      testDescription: "a HINT moves an integer", property: "machine.agreement",
      replace: { instruction in
        let isHint =
          instruction.length == 2 && instruction.rd != 0 && instruction.rd == instruction.rs1
          && instruction.immediate == 0 && [.addi, .slli, .srli, .srai].contains(instruction.operation)
        return isHint ? Instruction(.add, rd: instruction.rd, rs2: instruction.rd, length: 2) : instruction
      }),
  ]
}

@Suite struct MachineAgreementTests {
  private static func property(_ name: String, of subjects: SubjectFactory) throws -> any Property {
    let properties = try PropertyCatalogue.properties(of: subjects, parameters: SuiteParameters())
    return try #require(properties.first { $0.name == name })
  }

  @Test(arguments: Mistake.all)
  private func `A machine that makes a mistake is found out`(mistake: Mistake) async throws {
    var subjects = SubjectFactory.model()
    subjects.machine = { Mistaken(mistake) }
    let report = await PropertyRunner.run(try Self.property(mistake.property, of: subjects), cases: 20_000)
    guard case .fails = report.conclusion else {
      Issue.record("\(report)")
      return
    }
  }

  /// Instructions that only complete.
  private static let trapless: Set<Operation> = [
    .lui, .auipc, .auipcc, .addi, .slti, .sltiu, .xori, .ori, .andi, .slli, .srli, .srai, .add, .sub, .sll, .slt,
    .sltu, .xor, .srl, .sra, .or, .and, .addiw, .slliw, .srliw, .sraiw, .addw, .subw, .sllw, .srlw, .sraw, .mul,
    .mulh, .mulhsu, .mulhu, .div, .divu, .rem, .remu, .mulw, .divw, .divuw, .remw, .remuw, .fence, .fenceI, .wfi,
    .cGetPerm, .cGetType, .cGetBase, .cGetLen, .cGetTag, .cGetSealed, .cGetOffset, .cGetFlags, .cGetAddr,
    .cGetHigh, .cGetTop, .cSeal, .cUnseal, .cAndPerm, .cSetFlags, .cSetOffset, .cSetAddr, .cSetHigh, .cIncOffset,
    .cIncOffsetImm, .cSetBounds, .cSetBoundsImm, .cSetBoundsExact, .cClearTag, .cMove, .cBuildCap, .cCopyType,
    .cCSeal, .cSealEntry, .cToPtr, .cFromPtr, .cSub, .cTestSubset, .cSetEqualExact, .cRoundRepresentableLength,
    .cRepresentableAlignmentMask,
  ]
  /// Instructions that only trap.
  private static let trapping: Set<Operation> = [.ecall, .ebreak, .sfenceVMA]

  @Test func `Every instruction is executed, and traps as well where it can`() async throws {
    let report = await PropertyRunner.run(try Self.property("machine.agreement", of: .model()), cases: 6_000)
    #expect(report.conclusion == .holds, "\(report)")
    let table = try #require(report.statistics.tables["instructions"])
    for operation in Operation.allCases {
      let row = Encoding.of(operation).mnemonic
      let (completed, trapped) = (table[row]?["completed"] ?? 0, table[row]?["trapped"] ?? 0)
      #expect((completed > 0) == !Self.trapping.contains(operation), "\(row) completed \(completed) times")
      #expect((trapped > 0) == !Self.trapless.contains(operation), "\(row) trapped \(trapped) times")
    }
  }
}
