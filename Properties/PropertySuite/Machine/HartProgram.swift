import Architecture
import CapabilityModel
import ExactIntegers
import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// A case of ``HartAgreement``: what happens to harts that share a memory, one thing after the other.
package struct HartProgram: Codable, Hashable, Sendable {
  /// What happens.
  package var steps: [HartStep]
}

/// How the harts begin: with four pages of four frames, and a page of kernel entries.
///
/// | register | holds |
/// |---|---|
/// | s0, s1, s2, s3 | the four pages, one each |
/// | s4 | a tagged capability to store |
/// | s5 | a number to store |
/// | s6, s7 | the page of kernel entries, sealed as an entry and unsealed |
enum HartWorld {
  static let pageRegisters: [UInt8] = [8, 9, 18, 19]
  static let (capability, number, entry, unsealedEntry): (UInt8, UInt8, UInt8, UInt8) = (20, 21, 22, 23)
  static let entryPage: UInt8 = 4

  static let start: HartStart = {
    let root = Format.cc128.root.setFlags(1)
    func page(_ number: Int) -> Capability {
      root.setAddress(Integer(number) * 4096).setBounds(length: 4096).capability
    }
    var registers: [UInt8: CapabilityBits] = [:]
    for (index, register) in pageRegisters.enumerated() { registers[register] = page(index).bits }
    registers[capability] = page(0).setBounds(length: 64).capability.bits
    registers[number] = CapabilityBits(metadata: 0, address: 0x5A, tag: false)
    registers[unsealedEntry] = page(Int(entryPage)).bits
    registers[entry] = page(Int(entryPage)).sealEntry().bits
    return HartStart(
      harts: 2, frames: 5, registers: registers, programCounter: root.setAddress(0x8000).bits,
      pages: (UInt8(0)..<4).map { SharedPage($0, frame: $0) } + [.kernelEntry(entryPage, frame: 4)])
  }()
}

extension HartProgram {
  static func generate(from source: inout ChoiceSource) -> HartProgram {
    HartProgram(steps: source.list(1...40) { step(from: &$0) })
  }

  private static func step(from source: inout ChoiceSource) -> HartStep {
    if source.boolean(probability: 0.15) { return .setPage(page(from: &source)) }
    let hart: UInt8 = source.integer(in: 0...1)
    let instruction = instruction(from: &source)
    return .execute(hart: hart, word: (try? instruction.encoded(in: .capability)) ?? 0)
  }

  private static func page(from source: inout ChoiceSource) -> SharedPage {
    let number = source.weighted([4, 2, 1, 1])
    let frame = source.weighted([2, 2, 2, 2, 1])
    var page = SharedPage(UInt8(number), frame: frame == 4 ? nil : UInt8(frame))
    page.isReadable = source.boolean(probability: 0.8)
    page.isWritable = source.boolean(probability: 0.7)
    page.loadPolicy = source.element(of: [.allow, .strip, .fault])
    page.storePolicy = source.element(of: [.allow, .fault])
    return page
  }

  private static func instruction(from source: inout ChoiceSource) -> Instruction {
    let address = HartWorld.pageRegisters[source.weighted([6, 2, 1, 1])]
    let value = source.element(of: [0, HartWorld.number, HartWorld.capability])
    let offset: Int64 = source.weighted([(4, 0), (1, 8), (1, 16)])
    let result: UInt8 = 10
    return switch source.weighted([4, 4, 2, 2, 4, 4, 2, 1]) {
    case 0: Instruction(source.element(of: [.ld, .lb, .lc]), rd: result, rs1: address, immediate: offset & ~15)
    case 1: Instruction(source.element(of: [.sd, .sb]), rs1: address, rs2: value, immediate: offset)
    case 2: Instruction(.sc, rs1: address, rs2: value, immediate: offset & ~15)
    case 3: Instruction(source.element(of: [.amoaddD, .amoswapC]), rd: result, rs1: address, rs2: value)
    // A store-conditional of another size than the load-reserved may always fail, so one size is preferred.
    case 4: Instruction(source.element(of: [.lrD, .lrD, .lrD, .lrC, .lrB]), rd: result, rs1: address)
    case 5: Instruction(source.element(of: [.scD, .scD, .scD, .scC, .scB]), rd: result, rs1: address, rs2: value)
    case 6: Instruction(.jalrCAP, rs1: source.element(of: [HartWorld.entry, HartWorld.unsealedEntry]))
    // From 0x8000, where all instructions are, back to 0x4000.
    default: Instruction(.cjal, immediate: -0x4000)
    }
  }

  /// The program for people.
  var lines: [String] {
    [
      "start: 2 harts; s0, s1, s2, s3 = pages 0, 1, 2, 3; s4 = a capability, s5 = 0x5a, s6, s7 = kernel entry, sealed and not"
    ]
      + steps.map(\.text)
  }
}

extension HartStep {
  fileprivate var text: String {
    switch self {
    case .execute(let hart, let word): "hart \(hart): \(Instruction.disassembly(of: word, in: .capability))"
    case .setPage(let page): "page \(page.number) \(page.text)"
    }
  }
}

extension SharedPage {
  fileprivate var text: String {
    guard let frame else { return "is unmapped" }
    let rights = (isReadable ? "r" : "-") + (isWritable ? "w" : "-")
    return "shows frame \(frame): \(rights), tagged loads \(loadPolicy), tagged stores \(storePolicy)"
  }
}
