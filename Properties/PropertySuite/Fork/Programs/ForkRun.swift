import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// One program on one subject, with the POSIX view running beside it.
struct ForkRun {
  /// A step that was made, and what the POSIX view says of what was observed.
  struct Step {
    let index: Int
    let step: ForkStep
    let observation: Observation
    let disagreement: Disagreement?
  }

  /// Something observed that the POSIX view does not allow, and what it allows instead.
  struct Disagreement {
    let expected: String
    let observed: String
  }

  /// The subject does not start the world as it must, or does not answer at all.
  struct Misbehaviour: Error {
    let failure: Failure
  }

  private(set) var subject: any ForkSubject
  private let format: Format
  private var reference: PosixReference
  private var situations: ForkSituations
  /// Whether registers are looked at when they have changed.
  private let looksAtRegisters: Bool
  /// How many observations were compared with what the POSIX view allows.
  private(set) var comparisons = 0
  /// The line of the program that is being performed.
  private var line = 0
  /// Whether everything observed so far was expected.
  private var agrees = true
  /// What is told about the state of the subject while a counterexample is explained.
  private var explanation: ForkExplanation?
  private let explainsState: Bool

  /// Starts the world of a program.
  ///
  /// Throws ``Misbehaviour`` if the first region is not where and as large as it must be.
  init(
    _ program: ForkProgram, on subject: any ForkSubject, format: Format, looksAtRegisters: Bool = true,
    explainsState: Bool = true
  ) throws {
    self.explainsState = explainsState
    self.looksAtRegisters = looksAtRegisters
    self.format = format
    var (subject, world) = (subject, program.world)
    if try Self.answer(atLine: 0, { try subject.overcommits }) { world.overcommits = true }
    let started = try Self.answer(atLine: 0) { try subject.start(world) }
    self.subject = subject
    let k = program.world.regionSizeLog2
    guard case .started(let base, let size) = started, size == 1 << UInt64(k), base % (size << 2) == 0 else {
      throw Misbehaviour(
        failure: Failure(
          "A world starts with one process in a region of 2^k bytes at a multiple of 2^(k+2).", step: 0,
          expected: "a region of 2^\(k) bytes", observed: started.text(format)))
    }
    reference = PosixReference(world.inModel(format), regionBase: Integer(base))
    situations = ForkSituations(program.world, regionBase: base)
  }

  /// The processes as they must be, or one of several ways in which they may be.
  var system: PosixSystem { reference.system }

  /// All the ways in which the processes may be.
  var possibilities: [PosixSystem] { reference.possibilities }

  /// The base of the region of a process, as far as it was observed.
  func base(of process: ProcessName) -> UInt64? {
    reference.placement.base(of: process).flatMap { UInt64(exactly: $0) }
  }

  /// Performs a step and judges it, and then looks at every register that the step may have changed: all of parent and
  /// child after a fork. After the first disagreement, later steps are not judged any more.
  mutating func perform(_ step: ForkStep, at index: Int, recording recorder: inout Recorder) throws -> Step {
    try recorder.spend()
    line = ForkProgram.line(ofStep: index)
    if recorder.keepsNotes, explainsState, explanation == nil, let state = try inspect()?.inModel(format) {
      explanation = ForkExplanation(state)
    }
    let observation = try Self.answer(atLine: line) { try subject.perform(step) }
    return try consider(observation, of: step, at: index, recording: &recorder)
  }

  /// Performs a step while the kernel runs short, after so many things that it takes. A step that fails for want of
  /// something has not happened: it is not judged.
  ///
  /// - Returns: the step, and what it failed for the want of.
  mutating func perform(
    _ step: ForkStep, at index: Int, shortAfter count: Int, recording recorder: inout Recorder
  ) throws -> (made: Step, refused: String?) {
    try recorder.spend()
    line = ForkProgram.line(ofStep: index)
    guard let short = try Self.answer(atLine: line, { try subject.perform(step, shortAfter: count) }) else {
      throw Discard("the subject can't be made to run short")
    }
    guard let refused = short.refused, case .failed = short.observation else {
      return (try consider(short.observation, of: step, at: index, recording: &recorder), nil)
    }
    recorder.note("without \(refused) → " + short.observation.text(format), step: line)
    return (Step(index: index, step: step, observation: short.observation, disagreement: nil), refused)
  }

  private mutating func consider(
    _ observation: Observation, of step: ForkStep, at index: Int, recording recorder: inout Recorder
  ) throws -> Step {
    let page = reference.system.page(touchedBy: step)
    // Kept only where it is looked at: a state that is kept is copied by the next change.
    let before = ForkCombinations.concern(step.action) ? ForkCombinations(system: reference.system) : nil
    recorder.count(step.action.kind.rawValue, observation.kind, in: "actions")
    recorder.note("→ " + observation.text(format), step: line)
    guard agrees, observation != .unsupported else {
      return Step(index: index, step: step, observation: observation, disagreement: nil)
    }
    var disagreement = judge(observation, of: step)
    if disagreement == nil {
      recorder.label(ForkSituations.interleaved, if: step.meanwhile != nil)
      for (step, observation) in step.parts(of: observation) {
        situations.note(step, observation, page: page, recording: &recorder)
        before?.note(step, observation, recording: &recorder)
        disagreement = try disagreement ?? lookAtRegisters(changedBy: step, observation)
      }
    }
    agrees = disagreement == nil
    if explanation != nil, let state = try inspect()?.inModel(format) {
      explanation?.note(
        step, observation, leadingTo: state, reference.possibilities, line: line, recording: &recorder)
    }
    return Step(index: index, step: step, observation: observation, disagreement: disagreement)
  }

  private mutating func lookAtRegisters(changedBy step: ForkStep, _ observation: Observation) throws -> Disagreement? {
    guard looksAtRegisters else { return nil }
    for look in step.looks(after: observation) {
      guard case .inspect(let register) = look.action else { continue }
      let seen = try Self.answer(atLine: line) { try subject.perform(look) }
      guard seen != .unsupported, let found = judge(seen, of: look) else { continue }
      let place = "\(register) of \(look.process)"
      return Disagreement(expected: "\(place): \(found.expected)", observed: "\(place): \(found.observed)")
    }
    return nil
  }

  /// The whole state of the subject, if it can be inspected.
  mutating func inspect() throws -> InspectedState? { try Self.answer(atLine: line) { try subject.inspect() } }

  /// What a subject answers. One that ends, stalls, floods or answers nonsense is at fault like one that answers
  /// wrongly, and the program that brings it about can be shortened.
  private static func answer<Answer>(atLine line: Int, _ ask: () throws -> Answer) throws -> Answer {
    do {
      return try ask()
    } catch let error as ForkSubjectError where error.isFaultOfSubject {
      throw Misbehaviour(
        failure: Failure(
          Conduct.guarantee, step: line, expected: "an answer", observed: error.summary,
          explanation: error.exchange))
    }
  }

  private mutating func judge(_ observation: Observation, of step: ForkStep) -> Disagreement? {
    comparisons += 1
    let system = reference.system
    return reference.judge(observation, of: step).map {
      Disagreement(
        expected: $0.text(for: step.process, in: reference.placement, system.space),
        observed: observation.text(format))
    }
  }
}

extension ForkRun {
  /// What the POSIX view allows of a step that is about to be made, in words.
  func allowed(of step: ForkStep) -> String { reference.text(ofWhatMayComeOf: step) }
}

extension PosixReference {
  /// What the POSIX view allows of a step, in words; where the processes may be in several states, of each of them.
  func text(ofWhatMayComeOf step: ForkStep) -> String {
    var texts: [String] = []
    for system in possibilities {
      let text = system.expectation(of: step).text(for: step.process, in: placement, system.space)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.joined(separator: ", or ")
  }

  /// What the POSIX view allows instead of what was observed; nil if it allows that, which is then followed.
  mutating func judge(_ observation: Observation, of step: ForkStep) -> Expectation? {
    let observed = step.parts(of: observation).map { $0.observed($1) }
    return switch observed.count {
    case 1 where step.meanwhile == nil: judge(observed[0])
    case 2: judge(observed[0], meanwhile: observed[1])
    default: system.expectation(of: step)
    }
  }
}

extension ForkStep {
  /// The step and the access at the same time, each with what it has observed.
  func parts(of observation: Observation) -> [(ForkStep, Observation)] {
    guard let meanwhile, case .interleaved(let own, let other) = observation else { return [(self, observation)] }
    return [(alone, own), (meanwhile.step, other)]
  }

  fileprivate func observed(_ observation: Observation) -> ObservedAction {
    ObservedAction(action, by: process, thread: Int(thread), observation)
  }
}

extension ForkStep {
  /// The looks at registers that show what the step has done to them.
  func looks(after observation: Observation) -> [ForkStep] {
    if let child = action.child, case .forked = observation {
      return [ForkStep(child, action), self].flatMap { step in
        (0..<PointerRegister.count).map { ForkStep(step.process, thread: step.thread, .inspect(PointerRegister($0))) }
      }
    }
    return action.target.map { [ForkStep(process, thread: thread, .inspect($0))] } ?? []
  }
}

extension PosixSystem {
  /// The page of the image that a step is going to touch first, if it is an access through a pointer.
  func page(touchedBy step: ForkStep) -> Int? {
    guard let (register, offset) = step.action.place else { return nil }
    let registers = processes[step.process]?.threads.running[Int(step.thread)]?.registers ?? []
    guard registers.indices.contains(register.index), case .pointer(let pointer) = registers[register.index] else {
      return nil
    }
    return Int(exactly: (pointer.address + Integer(offset) - space.base) / Integer(ProcessImage.pageSize))
  }

  /// All ways in which a step may turn out.
  func outcomes(of step: ForkStep) -> [PosixOutcome] {
    outcomes(of: step.action, by: step.process, thread: Int(step.thread))
  }

  /// What may be observed of a step, with every choice that it leaves; what does the least comes first.
  func expectations(of step: ForkStep) -> [Expectation] {
    outcomes(of: step).reduce(into: []) { all, outcome in
      if !all.contains(outcome.expected) { all.append(outcome.expected) }
    }
  }

  /// What may be observed of a step where the least is chosen.
  func expectation(of step: ForkStep) -> Expectation { outcomes(of: step)[0].expected }
}

extension ForkAction {
  /// The register that the action writes.
  fileprivate var target: PointerRegister? {
    switch self {
    case .loadPointer(let into, _, _), .move(let into, _), .derive(let into, _, _), .narrow(let into, _, _),
      .restrict(let into, _, _), .sealEntry(let into, _), .clearTag(let into, _), .map(let into, _, _, _),
      .setBreak(let into, _), .mapShared(let into, _, _, _, _):
      into
    default: nil
    }
  }
}

extension Observation {
  /// The kind of observation, for statistics.
  fileprivate var kind: String {
    switch self {
    case .done, .value, .pointer, .started, .forked, .reaped, .executed, .mapped, .count, .descriptor, .descriptors,
      .signals, .events, .limits, .message:
      "done"
    case .wouldBlock: "would block"
    case .failed(let error): "\(error)"
    case .killed(let refusal): refusal.signal.name
    case .signaled(let signal): signal.name
    case .noSuchProcess: "skipped"
    case .interleaved(let step, _): step.kind
    case .unsupported: "unsupported"
    }
  }
}
