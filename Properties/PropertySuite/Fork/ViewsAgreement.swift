import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// The Model's two views of random programs, held against each other byte by byte: the whole refinement, which needs
/// more of a state than a subject can be asked for.
struct ViewsAgreement: FalsifiableLaw {
  let name = "model.views"
  let rules = ["fork.refinement", "guarantee.forkTransparency"]
  let requirements = Requirements(cases: 50, shares: [forked: 0.5])

  private static let forked = "a process forks"

  private let profile: ForkProgramProfile
  var isFalsified = false

  /// Makes the property for programs that fork with these strategies.
  init(strategies: [ForkStrategy]) { profile = ForkProgramProfile(strategies: strategies) }

  var guarantee: String {
    isFalsified
      ? "Parent and child have the same bytes, those of pointers included."
      : """
      In a single address space every process has the bytes, pointers, files and pages that the POSIX view gives it, and \
      nothing is left when all have ended.
      """
  }

  func generate(from source: inout ChoiceSource) -> ViewedProgram {
    let clamps = source.boolean()
    return ViewedProgram(program: .generate(profile, from: &source), clamps: clamps)
  }

  func check(_ viewed: ViewedProgram, recording recorder: inout Recorder) throws -> Verdict {
    let program = viewed.program
    let world = program.world.inModel(.cc128)
    var space = AddressSpace(world, relocationPolicy: viewed.clamps ? .clamp : .clear)
    guard let first = space.processes[.first]?.region.base else { throw Discard("a world without a process") }
    var reference = PosixReference(world, regionBase: first)
    for (index, step) in program.steps.enumerated() {
      let (action, name, thread) = (step.action, step.process, Int(step.thread))
      let outcome = space.perform(action, by: name, thread: thread)
      if case .forked = outcome { recorder.label(Self.forked) }
      let failure = { (expected: String, observed: String) in
        Failure(guarantee, step: ForkProgram.line(ofStep: index), expected: expected, observed: observed)
      }
      if let expected = reference.judge(outcome, of: action, by: name, thread: thread) {
        let text = expected.text(for: name, in: reference.placement, reference.system.space)
        return .fails(failure(text, "\(outcome)"))
      }
      let placement = isFalsified ? Placement(everyProcessAt: first) : reference.placement
      if let difference = space.differences(from: reference.system, placement: placement).first {
        return .fails(failure("no difference", difference))
      }
    }
    let hasEnded = space.endAll()
    return .expect(hasEnded && space.isBare, true, guarantee, step: program.steps.count)
  }

  func describe(_ viewed: ViewedProgram) -> [String] {
    let lines = viewed.program.lines
    return viewed.clamps ? lines.prefix(1).map { $0 + "; relocation clamps" } + lines.dropFirst() : lines
  }
}

/// A program, and whether relocation clamps pointers that reach beyond the origin of their frame, or clears their tags.
struct ViewedProgram: Codable, Sendable {
  let program: ForkProgram
  let clamps: Bool
}

extension Placement {
  /// As if every process had its region at the same place.
  fileprivate init(everyProcessAt base: Integer) {
    self.init()
    for process in 0..<ForkProgram.processes { note(ProcessName(process), regionBase: base) }
  }
}

extension AddressSpace {
  /// Ends all processes, those that borrow memory before the threads that wait for them.
  ///
  /// - Returns: whether all could.
  fileprivate mutating func endAll() -> Bool {
    while let (name, thread) = nextToEnd {
      guard perform(.exit(status: 0), by: name, thread: thread) == .done else { return false }
    }
    return true
  }

  /// A thread that runs and is not suspended.
  private var nextToEnd: (ProcessName, thread: Int)? {
    let names = processes.filter(\.value.runs).keys.sorted()
    return names.lazy.compactMap { name in threadsThatMayAct(of: name).first.map { (name, thread: $0) } }.first
  }
}
