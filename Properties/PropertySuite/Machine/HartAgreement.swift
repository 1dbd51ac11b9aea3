import Architecture
import MachineModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Harts that share a memory do what the Model says, whatever each remembers of memory and page table.
struct HartAgreement: Property {
  private var subject: any HartSubject

  init(_ subject: any HartSubject) {
    self.subject = subject
  }

  let name = "machine.harts"
  let guarantee =
    "Harts see one memory through one page table, lose reservations to one another, and enter the kernel at sealed entries "
    + "only."
  let rules = [
    "machine.harts", "machine.jump.kernelEntry", "machine.page.translate", "machine.atomic.conditional",
    "machine.atomic.conditionalCapability",
  ]
  let requirements = Requirements(
    cases: 300,
    shares: [
      Self.changed: 0.3, Self.contended: 0.2, Self.stored: 0.05, "the kernel is entered": 0.2,
      "an entry is come to without a seal": 0.2,
    ])

  private static let changed = "a page changes that harts have used"
  private static let contended = "a hart stores where another has a reservation"
  private static let stored = "a store-conditional stores"

  func generate(from source: inout ChoiceSource) -> HartProgram {
    .generate(from: &source)
  }

  mutating func check(_ program: HartProgram, recording: inout Recorder) throws -> Verdict {
    let start = HartWorld.start
    try subject.start(start)
    var model = HartGroup(start)
    for (index, step) in program.steps.enumerated() {
      try recording.spend()
      label(step, model, &recording)
      let answer = try subject.perform(step)
      let expected = model.perform(step, through: start.programCounter) { answer?.trace.completed(from: $0) == $0 }
      let observed = answer.map { record in
        HartRecord(
          trace: expected.map { record.trace.completed(from: $0.trace) } ?? record.trace, arrival: record.arrival)
      }
      if let expected { label(step, expected, &recording) }
      guard observed == expected else {
        return .fails(
          Failure(guarantee, step: index + 1, expected: text(expected), observed: text(observed)))
      }
      if let expected { recording.note("→ \(text(expected))", step: index + 1) }
    }
    return .holds
  }

  private func label(_ step: HartStep, _ model: HartGroup, _ recording: inout Recorder) {
    switch step {
    case .setPage: recording.label(Self.changed, if: model.harts.contains { $0.controlRegisters.cycle > 0 })
    case .execute(let hart, _):
      let others = model.harts.enumerated().filter { $0.offset != Int(hart) }
      recording.label(Self.contended, if: others.contains { $0.element.reservation != nil })
    }
  }

  private func label(_ step: HartStep, _ record: HartRecord, _ recording: inout Recorder) {
    if case .execute(_, let word) = step, let instruction = Instruction(decoding: word, mode: .capability) {
      let isConditional = [.scB, .scD, .scC].contains(instruction.operation)
      recording.label(Self.stored, if: isConditional && !record.trace.trap && record.trace.destinationValue == 0)
    }
    recording.label("the kernel is entered", if: record.arrival == .kernel)
    recording.label("an entry is come to without a seal", if: record.arrival == .fault)
  }

  private func text(_ record: HartRecord?) -> String {
    guard let record else { return "nothing" }
    let arrival =
      switch record.arrival {
      case .kernel: ", and the kernel is entered"
      case .fault: ", and the fetch faults"
      case nil: ""
      }
    return "\(record.trace)\(arrival)"
  }

  func problem(with program: HartProgram) -> String? {
    let start = HartWorld.start
    for (index, step) in program.steps.enumerated() {
      switch step {
      case .execute(let hart, _) where Int(hart) >= start.harts:
        return "steps[\(index)]: hart is \(hart), of \(start.harts) that are counted from 0"
      case .setPage(let page) where Int(page.number) >= start.pages.count:
        return "steps[\(index)]: number is \(page.number), of \(start.pages.count) pages that are counted from 0"
      case .setPage(let page) where page.frame.map({ Int($0) >= start.frames }) == true:
        return "steps[\(index)]: frame is \(page.frame ?? 0), of \(start.frames) that are counted from 0"
      case .execute, .setPage: continue
      }
    }
    return nil
  }

  func describe(_ program: HartProgram) -> [String] { program.lines }
}
