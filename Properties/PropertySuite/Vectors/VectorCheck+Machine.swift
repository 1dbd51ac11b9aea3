import MachineModel
public import SystemsUnderTest
import ModelAdapters

extension VectorCheck {
  /// Checks a machine against sequences of injected instructions; each sequence begins with a reset, and ends at the
  /// first difference.
  ///
  /// Where a recording shows a known deviation, the machine must do what the specification says, and is then put where
  /// the recording stands. A sequence ends there if the machine can't be.
  ///
  /// - Throws: what the subject throws.
  public static func check(_ vectors: [MachineVector], on subject: inout some MachineSubject) throws -> VectorReport {
    try check(
      vectors, lines: Array(1...max(1, vectors.count)), mayDeviate: false, knowing: Deviation.all, on: &subject)
  }

  /// The same, of lines of a file.
  ///
  /// - Parameters:
  ///   - mayDeviate: whether the machine is somebody else's, which may deviate itself.
  ///   - deviations: the rules by which answers may be otherwise.
  static func check(
    _ vectors: [MachineVector], lines: [Int], mayDeviate: Bool, knowing deviations: [Deviation],
    on subject: inout some MachineSubject
  ) throws -> VectorReport {
    var report = VectorReport()
    for (line, vector) in zip(lines, vectors) {
      report.checked += 1
      try subject.reset()
      var replay = RecordingReplay(mayDeviate: mayDeviate, knowing: deviations)
      for (step, (instruction, recorded)) in zip(vector.instructions, vector.trace).enumerated() {
        let outcome = try replay.step(instruction, recorded, on: &subject)
        if case .differs(let expected, let observed) = outcome {
          report.answers += 1
          report.mismatches.append(
            VectorMismatch(
              line: line,
              question: "\(vector.name), step \(step + 1), instruction \(String(instruction, radix: 16))",
              expected: "\(expected)", observed: "\(observed)"))
          break
        }
        if case .ends = outcome {
          report.endedEarly += 1
          break
        }
        report.answers += 1
      }
      report.count(replay.deviations)
    }
    return report
  }
}

/// One recorded sequence, and a machine that goes through it.
struct RecordingReplay {
  /// What became of one step.
  enum Outcome {
    /// The machine does what it should.
    case agrees
    /// It does something else.
    case differs(expected: TraceRecord, observed: TraceRecord)
    /// The machine can't be put where the recording stands.
    case ends
  }

  private var judge: MachineJudge
  private let mayDeviate: Bool
  private let known: [Deviation]
  /// The judge of the machine itself, if it may deviate.
  private var judgeOfMachine: MachineJudge?
  /// Where the machine stands, if it does what the specification says.
  private var state = MachineState.injectionReset

  init(mayDeviate: Bool, knowing deviations: [Deviation]) {
    judge = MachineJudge(.injectionReset, knowing: deviations)
    self.mayDeviate = mayDeviate
    self.known = deviations
  }

  /// The deviations that the recording shows; of a machine that may deviate, its own.
  var deviations: [Deviation] { (judgeOfMachine ?? judge).deviationsNeeded }

  /// Makes one step on the machine and compares it with the recording.
  mutating func step(
    _ word: UInt32, _ recorded: TraceRecord, on machine: inout some MachineSubject
  ) throws -> Outcome {
    if mayDeviate { return try stepOfAnother(word, recorded, on: &machine) }
    let before = judge
    guard let explanation = judge.follow(word, recorded) else {
      // Nothing that is known explains the recording. Whoever differs from it is told.
      judge = before
      let observed = try machine.execute(word)
      return recorded.agrees(with: observed, leaving: .ofRecording)
        ? .ends : .differs(expected: recorded, observed: observed)
    }
    // An answer may show that the recorded machine has for long been elsewhere.
    guard try move(machine: &machine, to: explanation.before) else { return .ends }
    let observed = try machine.execute(word)
    // Where a rule of the Model leaves a freedom, the machine may do another thing than the Model's usual one.
    var own = MachineJudge(explanation.before, knowing: [], leaving: Openness(machine))
    guard let done = own.follow(word, observed) else {
      return .differs(expected: TraceRecord(explanation.situation.specified.record), observed: observed)
    }
    state = done.after
    guard try move(machine: &machine, to: explanation.after) else { return .ends }
    return .agrees
  }

  /// Makes one step on somebody else's machine. It agrees if it does what the recording shows, or what the
  /// specification says but for known deviations of its own.
  private mutating func stepOfAnother(
    _ word: UInt32, _ recorded: TraceRecord, on machine: inout some MachineSubject
  ) throws -> Outcome {
    let observed = try machine.execute(word)
    let isRecorded = recorded.agrees(with: observed, leaving: .ofRecording)
    var judge = judgeOfMachine ?? MachineJudge(.injectionReset, knowing: known, leaving: Openness(machine))
    let isExplained = judge.follow(word, observed) != nil
    judgeOfMachine = judge
    if isExplained { return .agrees }
    return isRecorded ? .ends : .differs(expected: recorded, observed: observed)
  }

  /// Puts the machine where the recording stands; answers whether that is possible.
  private mutating func move(machine: inout some MachineSubject, to target: MachineState) throws -> Bool {
    guard target != state else { return true }
    guard let adjustment = MachineAdjustment(from: state, to: target), try machine.adjust(adjustment) else {
      return false
    }
    state = target
    return true
  }
}
