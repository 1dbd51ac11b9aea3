import Architecture
import ExactIntegers
import MachineModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Programs in memory do what the Model says: the registers after every run of so many instructions, and the memory at
/// the end, are equal.
struct MachinePrograms: Property {
  private var subject: any ProgramSubject
  private let preambles: [EncodingMode: MachinePreamble]

  init(_ subject: any ProgramSubject) {
    self.subject = subject
    preambles = Dictionary(uniqueKeysWithValues: EncodingMode.allCases.map { ($0, MachinePreamble(mode: $0)) })
  }

  let name = "machine.programs"
  let guarantee =
    "A program in memory, which may change itself, is fetched and executed exactly as the Model says, however many "
    + "instructions at a time."
  let rules = [
    "machine.fetch.check", "machine.step", "machine.trap.take", "machine.memory.store", "machine.memory.capability",
    "machine.jump", "machine.mode",
  ]
  let requirements = Requirements(
    cases: 300,
    shares: [
      "goes back": 0.3, "executes changed code": 0.05, "trap": 0.3, "integer mode": 0.1,
      Self.crossesEnd: 0.005,
    ])

  private static let crossesEnd = "an instruction begins in memory and ends beyond it"

  func generate(from source: inout ChoiceSource) -> MachineProgram {
    InstructionGenerator.program(from: &source)
  }

  mutating func check(_ program: MachineProgram, recording: inout Recorder) throws -> Verdict {
    guard let preamble = preambles[program.mode] else { throw Discard("an encoding mode without preamble") }
    try subject.reset()
    for word in preamble.words { _ = try subject.execute(word) }
    var model = preamble.state
    for word in program.jump {
      _ = try subject.execute(word)
      _ = model.step(injecting: word)
    }
    let start = UInt64(truncatingIfNeeded: model.programCounter)
    for (bytes, address) in [(preamble.trapHandler, preamble.trapAddress), (program.bytes, start)] {
      try subject.load(bytes, at: address)
      for (offset, byte) in bytes.enumerated() {
        model.memory.store(Integer(byte), at: Integer(address) + Integer(offset), size: 1)
      }
    }
    var watch = FetchWatch()
    defer { watch.record(in: &recording) }
    recording.label(Self.crossesEnd, if: program.crossesEnd)
    for (index, count) in program.runs.enumerated() {
      try recording.spend(steps: count)
      for _ in 0..<count { watch.add(model.step()) }
      // From there on, the machine may hold one thing or another, and the registers do not tell which of them it chose.
      if watch.hasMetFreedom { return .holds }
      if let (expected, observed) = difference(model, try subject.run(instructions: count)) {
        let step = firstRun(of: program) + index
        return .fails(Failure(guarantee, step: step, expected: expected, observed: observed))
      }
    }
    for area in [preamble.start & ~0xF, MachinePreamble.window] {
      if let (expected, observed) = try difference(inMemoryOf: model, from: area) {
        let step = firstRun(of: program) + program.runs.count - 1
        return .fails(Failure(guarantee, step: step, expected: expected, observed: observed))
      }
    }
    return .holds
  }

  /// The line of the first run in the description.
  private func firstRun(of program: MachineProgram) -> Int { program.words.count + 1 }

  /// The first register that differs, special ones first, and what each holds there.
  private func difference(_ model: MachineState, _ observed: MachineSummary) -> (expected: String, observed: String)? {
    for register in SpecialRegister.allCases {
      let (left, right) = (model.specialRegister(register).bits, observed.special[register] ?? .zero)
      if left != right { return ("\(register) \(left)", "\(right)") }
    }
    for (number, right) in observed.registers.enumerated() {
      let left = model.registers[UInt8(number)].bits
      if left != right { return ("c\(number) \(left)", "\(right)") }
    }
    return nil
  }

  /// The first granule that differs in 4096 bytes of memory, and what each holds there.
  private func difference(
    inMemoryOf model: MachineState, from start: UInt64
  ) throws -> (expected: String, observed: String)? {
    for (index, right) in try subject.granules(at: start, count: 256).enumerated() {
      let address = Integer(start) + Integer(16 * index)
      let left = model.memory.loadCapability(address, format: .cc128).bits
      if left != right { return ("\(address.hexadecimal): \(left)", "\(right)") }
    }
    return nil
  }

  func problem(with program: MachineProgram) -> String? {
    if let bytes = program.bytesBeforeEnd, bytes % 2 != 0 || !(2...4096).contains(bytes) {
      return "bytesBeforeEnd is \(bytes), not an even number from 2 to 4096"
    }
    return program.runs.first { !(0...100_000).contains($0) }.map { "runs has \($0), not a number from 0 to 100000" }
  }

  func describe(_ program: MachineProgram) -> [String] {
    guard let preamble = preambles[program.mode] else { return [] }
    var address = program.bytesBeforeEnd.map { MachinePreamble.endOfMemory - $0 } ?? preamble.start
    let place = program.bytesBeforeEnd.map { ", \($0) bytes before the end of memory" } ?? ""
    var lines = ["after the preamble, in \(program.mode) mode\(place); traps go on four bytes later"]
    for word in program.words {
      lines.append(
        "\(Integer(address).hexadecimal): \(Instruction.disassembly(of: word, in: program.mode))"
          + "    # \(String(word, radix: 16))")
      address += word & 3 == 3 ? 4 : 2
    }
    return lines + program.runs.map { "execute \($0) \($0 == 1 ? "instruction" : "instructions")" }
  }
}

extension MachineProgram {
  /// The instructions that lead from the end of the preamble to a program that does not follow it.
  fileprivate var jump: [UInt32] {
    guard let bytesBeforeEnd else { return [] }
    let (address, target): (UInt8, UInt8) = (5, 7)
    return Instruction.words(
      Instruction.loading(MachinePreamble.endOfMemory - bytesBeforeEnd, into: address) + [
        Instruction(.cSetAddr, rd: target, rs1: target, rs2: address), Instruction(.jalrCAP, rs1: target),
      ], in: mode)
  }

  /// Whether an instruction lies on both sides of the end of memory.
  fileprivate var crossesEnd: Bool {
    guard var left = bytesBeforeEnd else { return false }
    for word in words {
      let length: UInt64 = word & 3 == 3 ? 4 : 2
      if left < length { return left > 0 }
      left -= length
    }
    return false
  }
}

extension MachinePreamble {
  /// Where the program begins that follows the preamble.
  fileprivate var start: UInt64 { UInt64(truncatingIfNeeded: state.programCounter) }

  /// Where traps go.
  fileprivate var trapAddress: UInt64 { UInt64(truncatingIfNeeded: state.trapCodeCapability.address) }

  /// Notes cause and value of the trap, and goes on four bytes after the instruction that trapped.
  fileprivate var trapHandler: [UInt8] {
    let counter = SpecialRegister.machineExceptionProgramCounterCapability.rawValue
    let words = Instruction.words(
      [
        Instruction(.csrrs, rd: 30, immediate: Int64(ControlRegister.mcause.rawValue)),
        Instruction(.csrrs, rd: 31, immediate: Int64(ControlRegister.mtval.rawValue)),
        Instruction(.cSpecialRW, rd: 5, rs2: counter),
        Instruction(.cIncOffsetImm, rd: 5, rs1: 5, immediate: 4),
        Instruction(.cSpecialRW, rs1: 5, rs2: counter),
        Instruction(.mret),
      ], in: mode)
    return MachineProgram(mode: mode, words: words, runs: []).bytes
  }
}

/// What was seen of the way through a program.
private struct FetchWatch {
  private var changed: Set<Integer> = []
  private var labels: Set<String> = []
  /// Whether an instruction could have done another thing than the Model's.
  private(set) var hasMetFreedom = false

  mutating func add(_ step: StepRecord) {
    if step.mode == .integer { labels.insert("integer mode") }
    let address = step.programCounter & ~3
    if changed.contains(address) { labels.insert("executes changed code") }
    switch step.outcome {
    case .trapped: labels.insert("trap")
    case .completed(let effect):
      if !effect.alternatives.isEmpty { hasMetFreedom = true }
      if step.nextProgramCounter < step.programCounter { labels.insert("goes back") }
      if case .data(_, let size)? = effect.write?.access.value, let write = effect.write {
        for offset in 0..<size { changed.insert((write.access.address + Integer(offset)) & ~3) }
      }
    }
  }

  func record(in recorder: inout Recorder) {
    for label in labels { recorder.label(label) }
    recorder.label("ends at a freedom", if: hasMetFreedom)
  }
}
