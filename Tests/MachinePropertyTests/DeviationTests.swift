import Architecture
import CapabilityModel
import ExactIntegers
import MachineModel
import PropertySuite
import SystemsUnderTest
import Testing
import ModelAdapters

/// One rule, a situation to which it applies, the answer it explains and one that it must not.
private struct DeviationCase: CustomTestStringConvertible, Sendable {
  let rule: String
  var testDescription: String
  /// Changes the state after reset: c8 is the capability to work with, x6 an integer.
  let prepare: @Sendable (inout MachineState) -> Void
  /// The instruction in question, and perhaps one that asks what it has left behind.
  let instructions: [Instruction]
  /// What a machine with the deviation answers of the instruction in question, if another asks for the difference; nil
  /// if that answer does not show any.
  var first: Answer?
  /// What a machine with the deviation answers, of the last instruction.
  let answer: Answer
  /// Like it, but wrong.
  let wrong: Answer

  /// What a record tells; the place of the instruction is always right.
  enum Answer: Sendable {
    case trap
    case register(UInt8, UInt64, memory: MemoryAccess? = nil)
    case nothing

    func record(at address: UInt64, length: UInt64, vector: UInt64) -> TraceRecord {
      switch self {
      case .trap: TraceRecord(programCounter: address, nextProgramCounter: vector, trap: true)
      case .register(let number, let value, let memory):
        TraceRecord(
          programCounter: address, nextProgramCounter: address + length, trap: false, destination: number,
          destinationValue: value, memory: memory)
      case .nothing: TraceRecord(programCounter: address, nextProgramCounter: address + length, trap: false)
      }
    }
  }
}

private let window: Integer = 0x8000_1000

extension MachineState {
  /// c8 is a capability to a page of memory, without some permissions.
  fileprivate mutating func giveWindow(without permissions: [Permission] = [], offset: Integer = 0) {
    var mask = format.permissionBits(of: format.allPermissions)
    for permission in permissions { mask = mask - (mask & format.permissionBits(of: PermissionSet([permission]))) }
    registers[8] = format.root.setAddress(window).setBounds(length: 4096).capability.andPermissions(mask: mask)
      .setAddress(window + offset)
    registers[6] = format.null.setAddress(0x55)
  }

  fileprivate mutating func executes(_ instruction: Instruction) {
    _ = step(instruction, endingAs: ending(of: instruction))
  }

  private func ending(of instruction: Instruction) -> StepRecord.Outcome {
    do throws(Trap) { return .completed(try effect(of: instruction, word: 0)) } catch { return .trapped(error) }
  }
}

private func stored(_ value: UInt64, _ mask: UInt32) -> MemoryAccess {
  MemoryAccess(
    address: UInt64(truncatingIfNeeded: window), writeMask: mask,
    writeData: CapabilityBits(metadata: 0, address: value, tag: false))
}

private let readCause = Instruction(.csrrs, rd: 5, immediate: Int64(ControlRegister.mcause.rawValue))
private let readValue = Instruction(.csrrs, rd: 5, immediate: Int64(ControlRegister.mtval.rawValue))
private func readTag(_ register: UInt8) -> Instruction { Instruction(.cGetTag, rd: 5, rs1: register) }

struct DeviationTests {
  fileprivate static let cases: [DeviationCase] = [
    DeviationCase(
      rule: "deviation.conditional.permission", testDescription: "Load alone is enough to store",
      prepare: {
        $0.giveWindow(without: [.store])
        $0.executes(Instruction(.lrWCAP, rd: 7, rs1: 8))
      },
      instructions: [Instruction(.scWCAP, rs1: 8, rs2: 6)], answer: .register(6, 0, memory: stored(0x55, 0xF)),
      wrong: .register(6, 0, memory: stored(0x56, 0xF))),
    DeviationCase(
      rule: "deviation.conditional.permission", testDescription: "Store alone is refused for want of Load",
      prepare: { $0.giveWindow(without: [.load]) },
      instructions: [Instruction(.scDCAP, rs1: 8, rs2: 6), readValue], first: .trap,
      answer: .register(5, 8 * 32 + 0x12),
      wrong: .register(5, 8 * 32 + 0x13)),
    DeviationCase(
      rule: "deviation.conditional.capabilityPermission", testDescription: "an untagged value is refused",
      prepare: { $0.giveWindow(without: [.storeCapability]) },
      instructions: [Instruction(.scCCAP, rs1: 8, rs2: 6), readValue], first: .trap,
      answer: .register(5, 8 * 32 + 0x15),
      wrong: .register(5, 8 * 32 + 0x16)),
    DeviationCase(
      rule: "deviation.conditional.strippedTag", testDescription: "sc.c over a tagged capability fails",
      prepare: {
        $0.giveWindow()
        $0.memory.storeCapability($0.format.root, at: window)
        $0.executes(Instruction(.lrCCAP, rd: 7, rs1: 8))
      },
      instructions: [Instruction(.scCCAP, rs1: 8, rs2: 6)], answer: .register(6, 1), wrong: .register(6, 2)),
    DeviationCase(
      rule: "deviation.conditional.fault", testDescription: "without reservation, no memory is no matter",
      prepare: {
        $0.giveWindow()
        $0.registers[8] = $0.format.root.setAddress(0x1000)
      },
      instructions: [Instruction(.scWCAP, rs1: 8, rs2: 6)], answer: .register(6, 1), wrong: .register(6, 0)),
    DeviationCase(
      rule: "deviation.conditional.localRegister", testDescription: "the register of the value is told",
      prepare: {
        $0.giveWindow(without: [.storeLocalCapability])
        $0.registers[6] = $0.format.root.andPermissions(mask: 0xFFE)
      },
      instructions: [Instruction(.scCCAP, rs1: 8, rs2: 6), readValue], answer: .register(5, 6 * 32 + 0x16),
      wrong: .register(5, 7 * 32 + 0x16)),
    DeviationCase(
      rule: "deviation.atomic.fault", testDescription: "the load of an atomic operation fails first",
      prepare: { $0.registers[8] = $0.format.null.setAddress(0x1000) },
      instructions: [Instruction(.amoaddD, rd: 7, rs1: 8, rs2: 6), readCause], answer: .register(5, 5),
      wrong: .register(5, 13)),
    DeviationCase(
      rule: "deviation.reserved.misaligned", testDescription: "lr.c counts as a store",
      prepare: { $0.giveWindow(offset: 8) },
      instructions: [Instruction(.lrCCAP, rd: 7, rs1: 8), readCause], answer: .register(5, 6), wrong: .register(5, 5)),
    DeviationCase(
      rule: "deviation.access.wrap", testDescription: "a load through DDC beyond 2^64 gets to memory",
      prepare: { $0.registers[8] = $0.format.null.setAddress($0.format.addressSpaceSize - 1) },
      instructions: [Instruction(.lh, rd: 7, rs1: 8), readCause], answer: .register(5, 5), wrong: .register(5, 7)),
    DeviationCase(
      rule: "deviation.access.wrap", testDescription: "an atomic operation through DDC beyond 2^64 is misaligned",
      prepare: { $0.registers[8] = $0.format.null.setAddress($0.format.addressSpaceSize - 2) },
      instructions: [Instruction(.amoaddW, rd: 7, rs1: 8, rs2: 6), readCause], answer: .register(5, 6),
      wrong: .register(5, 4)),
    DeviationCase(
      rule: "deviation.jump.oddBase", testDescription: "a jump is refused for its base",
      prepare: {
        $0.registers[8] = $0.format.root.setAddress(0x8000_1001).setBounds(length: 64).capability.setAddress(
          0x8000_1002)
      },
      instructions: [Instruction(.jalrCAP, rd: 0, rs1: 8), readValue], first: .trap,
      answer: .register(5, 8 * 32 + 0x0B),
      wrong: .register(5, 8 * 32 + 0x0C)),
    DeviationCase(
      rule: "deviation.jump.sentryAddress", testDescription: "an odd entry is refused",
      prepare: { $0.registers[8] = $0.format.root.setAddress(0x8000_1001).sealEntry() },
      instructions: [Instruction(.jalrCAP, rd: 0, rs1: 8), readValue], first: .trap, answer: .register(5, 8 * 32 + 3),
      wrong: .register(5, 8 * 32 + 4)),
    DeviationCase(
      rule: "deviation.hint.writes", testDescription: "c.addi of 0 loses the tag",
      prepare: { $0.giveWindow() },
      instructions: [Instruction(.addi, rd: 8, rs1: 8, length: 2), readTag(8)],
      first: .register(8, UInt64(truncatingIfNeeded: window)), answer: .register(5, 0),
      wrong: .register(5, 2)),
    DeviationCase(
      rule: "deviation.seal.untagged", testDescription: "an untagged source gets a type though it should pass",
      prepare: {
        $0.registers[8] = $0.format.null
        $0.registers[9] = $0.format.root.setAddress(64).setBounds(length: 64).capability.setAddress(7)
      },
      instructions: [
        Instruction(.cCSeal, rd: 10, rs1: 8, rs2: 9), Instruction(.cGetType, rd: 5, rs1: 10),
      ], answer: .register(5, 7), wrong: .register(5, 8)),
    DeviationCase(
      rule: "deviation.copyType.inPlace", testDescription: "the tag stays in place",
      prepare: { $0.registers[8] = $0.format.root },
      instructions: [Instruction(.cCopyType, rd: 8, rs1: 8, rs2: 9), readTag(8)], answer: .register(5, 1),
      wrong: .register(5, 2)),
    DeviationCase(
      rule: "deviation.copyType.bounds", testDescription: "a type outside the bounds loses the tag",
      prepare: {
        $0.registers[8] = $0.format.root.setAddress(64).setBounds(length: 64).capability
        $0.registers[9] = $0.format.root.seal(with: $0.format.root.setAddress(7))
      },
      instructions: [Instruction(.cCopyType, rd: 10, rs1: 8, rs2: 9), readTag(10)], answer: .register(5, 0),
      wrong: .register(5, 2)),
    DeviationCase(
      rule: "deviation.csr.machineStatus", testDescription: "the widths of S and U are shown", prepare: { _ in },
      instructions: [Instruction(.csrrs, rd: 5, immediate: 0x300)], answer: .register(5, 0xA_0000_1800),
      wrong: .register(5, 0x5_0000_1800)),
    DeviationCase(
      rule: "deviation.csr.permission", testDescription: "register 0 is told",
      prepare: {
        $0.programCounterCapability = $0.programCounterCapability.andPermissions(mask: 0xBFF)
        $0.trapCodeCapability = $0.format.root.setAddress(0x8000_0000)
      },
      instructions: [readCause, readValue], answer: .register(5, 0x18), wrong: .register(5, 0x38)),
    DeviationCase(
      rule: "deviation.fence.translation", testDescription: "nothing happens", prepare: { _ in },
      instructions: [Instruction(.sfenceVMA)], answer: .nothing, wrong: .register(5, 0)),
    DeviationCase(
      rule: "machine.conditional.size", testDescription: "a wider store-conditional fails",
      prepare: {
        $0.giveWindow()
        $0.executes(Instruction(.lrWCAP, rd: 7, rs1: 8))
      },
      instructions: [Instruction(.scDCAP, rs1: 8, rs2: 6)], answer: .register(6, 1), wrong: .register(6, 2)),
    DeviationCase(
      rule: "freedom.conditional.fails", testDescription: "a reservation is lost",
      prepare: {
        $0.giveWindow()
        $0.executes(Instruction(.lrWCAP, rd: 7, rs1: 8))
      },
      instructions: [Instruction(.scWCAP, rs1: 8, rs2: 6)], answer: .register(6, 1),
      wrong: .register(6, 1, memory: stored(0x55, 0xF))),
    DeviationCase(
      rule: "freedom.conditional.succeeds", testDescription: "a store of the hart itself does not matter",
      prepare: {
        $0.giveWindow()
        $0.executes(Instruction(.lrWCAP, rd: 7, rs1: 8))
        $0.executes(Instruction(.sbCAP, rs1: 8, rs2: 6))
      },
      instructions: [Instruction(.scWCAP, rs1: 8, rs2: 6)], answer: .register(6, 0, memory: stored(0x55, 0xF)),
      wrong: .register(6, 0)),
  ]

  /// The rules by which a judge explains the last answer, if it is the given one and those before are as specified;
  /// `nil` if nothing explains it.
  private static func explanation(of answer: DeviationCase.Answer, in testCase: DeviationCase) throws -> [String]? {
    var state = MachineState.injectionReset
    testCase.prepare(&state)
    var judge = MachineJudge(state)
    for (index, instruction) in testCase.instructions.enumerated() {
      let word = try instruction.encoded(in: .integer)
      let specified = TraceRecord(judge.expected(of: word))
      let isLast = index == testCase.instructions.count - 1
      var record =
        (isLast ? answer : testCase.first)?.record(
          at: specified.programCounter, length: UInt64(instruction.length),
          vector: UInt64(truncatingIfNeeded: state.trapCodeCapability.address)) ?? specified
      record.trapRecord = nil
      record.destinationCapability = nil
      guard judge.follow(word, record) != nil else { return nil }
    }
    return judge.deviationsNeeded.map(\.name)
  }

  @Test(arguments: cases)
  fileprivate func `A known rule explains the answer that it is about, and none that is only like it`(
    testCase: DeviationCase
  ) throws {
    #expect(try Self.explanation(of: testCase.answer, in: testCase) == [testCase.rule])
    #expect(try Self.explanation(of: testCase.wrong, in: testCase) == nil)
  }

  @Test func `Every rule has a case here, a name of its own and sources`() {
    #expect(Set(Self.cases.map(\.rule)) == Set(Deviation.all.map(\.name)))
    #expect(Set(Deviation.all.map(\.name)).count == Deviation.all.count)
    #expect(Deviation.all.allSatisfy { !$0.sources.isEmpty && !$0.seenIn.isEmpty })
  }
}
