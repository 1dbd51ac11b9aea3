import Architecture
import ExactIntegers
import MachineModel
import Testing
import ModelAdapters

/// Code points of 16 bits that are HINTs in RV64C.
///
/// Source: RISC-V Unprivileged ISA, table of RVC HINT instructions, for RV64. The code points reserved for RV128's
/// shifts by 64 are HINTs there.
private struct HintPattern: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The fixed bits.
  let match: UInt32
  let mask: UInt32
  /// Bits that must not all be 0.
  var notZero: UInt32 = 0
  /// How many code points there are.
  let count: Int

  private static let immediate: UInt32 = 0b0001_0000_0111_1100
  private static let destination: UInt32 = 0b0000_1111_1000_0000
  private static let secondSource: UInt32 = 0b0000_0000_0111_1100

  static let all = [
    HintPattern(testDescription: "c.nop with an immediate", match: 0x0001, mask: 0xEF83, notZero: immediate, count: 63),
    HintPattern(testDescription: "c.addi with 0", match: 0x0001, mask: 0xF07F, notZero: destination, count: 31),
    HintPattern(testDescription: "c.li to x0", match: 0x4001, mask: 0xEF83, count: 64),
    HintPattern(testDescription: "c.lui to x0", match: 0x6001, mask: 0xEF83, notZero: immediate, count: 63),
    HintPattern(testDescription: "c.srli by 0", match: 0x8001, mask: 0xFC7F, count: 8),
    HintPattern(testDescription: "c.srai by 0", match: 0x8401, mask: 0xFC7F, count: 8),
    HintPattern(testDescription: "c.slli by 0", match: 0x0002, mask: 0xF07F, notZero: destination, count: 31),
    HintPattern(testDescription: "c.slli of x0", match: 0x0002, mask: 0xEF83, count: 64),
    HintPattern(testDescription: "c.mv to x0", match: 0x8002, mask: 0xFF83, notZero: secondSource, count: 31),
    HintPattern(testDescription: "c.add to x0", match: 0x9002, mask: 0xFF83, notZero: secondSource, count: 31),
  ]

  func matches(_ word: UInt32) -> Bool {
    word & mask == match && (notZero == 0 || word & notZero != 0)
  }

  var words: [UInt32] { (0...0xFFFF).filter(matches) }
}

@Suite("HINTs of 16 bits") struct HintTests {
  /// A state in which every register holds another tagged capability.
  private static func state(_ mode: EncodingMode) -> MachineState {
    var state = MachineState.injectionReset
    state.programCounterCapability = state.programCounterCapability.setFlags(Integer(mode.rawValue))
    for number in UInt8(1)...31 {
      state.registers[number] = state.format.root.setAddress(0x8000_1000 + Integer(number) * 64).setFlags(1)
    }
    return state
  }

  @Test("The table has as many code points as the ISA's", arguments: HintPattern.all)
  private func count(pattern: HintPattern) {
    #expect(pattern.words.count == pattern.count)
  }

  @Test("A HINT leaves every register as it was, tag included", arguments: HintPattern.all, EncodingMode.allCases)
  private func changesNothing(pattern: HintPattern, mode: EncodingMode) {
    let before = Self.state(mode)
    for word in pattern.words {
      var state = before
      let record = state.step(injecting: word)
      #expect(record.outcome == .completed(.none), "\(String(word, radix: 16))")
      #expect(record.nextProgramCounter == before.programCounter + 2)
      #expect(state.registers == before.registers)
      #expect(state.memory == before.memory)
    }
  }

  @Test(
    "Of all words of 16 bits, only HINTs, c.nop and branches that are not taken change nothing",
    arguments: EncodingMode.allCases)
  func nothingElse(mode: EncodingMode) {
    let state = Self.state(mode)
    let branches: Set<Operation> = [.beq, .bne]
    let idle = (UInt32(0)...0xFFFF).filter { word in
      guard word & 3 != 3, let instruction = Instruction(decoding: word, mode: mode),
        !branches.contains(instruction.operation), let effect = try? state.effect(of: instruction, word: word)
      else { return false }
      return effect.write == nil && effect.special == nil && effect.control == nil
        && (effect.register.map { $0.number == 0 } ?? true)
    }
    let hints = (UInt32(0)...0xFFFF).filter { word in HintPattern.all.contains { $0.matches(word) } }
    #expect(idle == (hints + [0x0001]).sorted())
  }

  @Test("What looks like a HINT and is none leaves an integer", arguments: EncodingMode.allCases)
  func neighbours(mode: EncodingMode) throws {
    // c.addi x15, 1; c.slli x13, 1; c.srli x15, 1; c.addiw x15, 0; c.andi x15, -1; c.mv x9, x9; addi x15, x15, 0;
    // slli x13, x13, 0; c.li x15, 0.
    let words: [UInt32] = [0x0785, 0x0686, 0x8385, 0x2781, 0x9BFD, 0x84A6, 0x0007_8793, 0x0006_9693, 0x4781]
    for word in words {
      var state = Self.state(mode)
      let record = state.step(injecting: word)
      let instruction = try #require(record.instruction)
      #expect(!state.registers[instruction.rd].tag, "\(String(word, radix: 16))")
    }
  }
}
