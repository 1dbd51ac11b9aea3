import Architecture
import PropertyTesting

/// Makes sequences of instructions out of templates: short runs that do something together.
struct InstructionGenerator {
  /// The mode in which the sequence begins; a template may change it.
  let mode: EncodingMode
  /// The templates that are switched on.
  let swarm: Swarm
  /// How often each template is chosen.
  let weights: [Int]

  /// A sequence for a machine prepared by a ``MachinePreamble``.
  static func sequence(
    from source: inout ChoiceSource, weights: [Int] = InstructionTemplate.weights
  ) -> InstructionSequence {
    let mode: EncodingMode = source.boolean(probability: 0.3) ? .integer : .capability
    let generator = InstructionGenerator(
      mode: mode, swarm: source.swarm(of: InstructionTemplate.allCases.count), weights: weights)
    let runs = source.list(1...60) { generator.run(from: &$0) }
    return InstructionSequence(mode: mode, words: runs.flatMap(\.self))
  }

  /// One run. Each of its instructions can be left out by itself.
  func run(from source: inout ChoiceSource) -> [UInt32] {
    let template = InstructionTemplate.allCases[source.weighted(weights, in: swarm)]
    switch template {
    case .anyWord: return [anyWord(from: &source)]
    case .compressed:
      return [source.boolean(probability: 0.2) ? hint(from: &source) : source.integer(in: 0...UInt32(0xFFFF))]
    default:
      let instructions = instructions(of: template, from: &source)
      return instructions.compactMap { instruction in
        let isThere = source.draw(from: 0, through: 1, simplest: 0) { _ in 1 } == 1
        return isThere ? try? instruction.encoded(in: mode) : nil
      }
    }
  }

  /// A compressed word that would leave an integer as it is, on a register that may hold a capability: c.addi, c.slli,
  /// c.srli or c.srai with 0. They are few among all words, and machines have taken the tag away.
  private func hint(from source: inout ChoiceSource) -> UInt32 {
    let register = UInt32(capability(&source))
    let narrow = register & 7
    let words: [UInt32] = [
      0x0001 | register << 7, 0x0002 | register << 7, 0x8001 | narrow << 7, 0x8401 | narrow << 7,
    ]
    return source.element(of: words)
  }

  /// A word that has the fixed bits of some encoding, or any word at all.
  private func anyWord(from source: inout ChoiceSource) -> UInt32 {
    let noise = source.integer(in: 0...UInt32.max)
    guard source.boolean(probability: 0.9) else { return noise }
    let pattern = source.element(of: Encoding.all).pattern
    return pattern.match | noise & ~pattern.mask
  }
}

/// Operands.
extension InstructionGenerator {
  /// Registers for results and operands.
  private static let scratch: [UInt8] = [10, 11, 12, 13, 14, 15, 5, 6, 7, 1]
  /// Registers that hold capabilities to memory.
  private static let pointers: [UInt8] = [8, 8, 8, 9, 18, 18, 23, 24, 25, 26, 27, 10, 11]
  /// Registers that hold capabilities of any kind.
  private static let capabilities: [UInt8] = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 10, 11, 12, 13]

  func scratch(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.scratch, otherwise: 0.03)
  }

  func pointer(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.pointers, otherwise: 0.05)
  }

  func capability(_ source: inout ChoiceSource) -> UInt8 {
    source.choose(in: 0...31, preferring: Self.capabilities, otherwise: 0.1)
  }

  /// An offset within a few granules, mostly aligned; sometimes any.
  func offset(_ source: inout ChoiceSource) -> Int64 {
    switch source.weighted([6, 3, 1]) {
    case 0: source.integer(in: 0...Int64(4)) * 16
    case 1: source.integer(in: 0...Int64(79))
    default: source.integer(in: -2048...Int64(2047), towards: 0)
    }
  }

  func immediate(_ source: inout ChoiceSource) -> Int64 {
    source.edgeBiased(in: -2048...Int64(2047), towards: 0)
  }
}
