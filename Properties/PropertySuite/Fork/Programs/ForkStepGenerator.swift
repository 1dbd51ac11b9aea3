import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// Makes the steps of a program one after the other.
struct ForkStepGenerator {
  /// The kinds of actions but fork, the simplest to understand first.
  private static let kinds: [ForkActionKind] =
    [
      .inspect, .load, .loadPointer, .store, .storePointer, .exit, .wait, .derive, .narrow, .move, .restrict,
      .sealEntry, .clearTag,
    ] + ForkActionKind.allCases.filter { !$0.isOfAllTopics }

  /// A step to come, by a process or else the youngest.
  private struct Planned {
    var process: UInt8?
    var kind: ForkActionKind
  }

  private(set) var system: PosixSystem
  /// What the next steps are likely to be.
  private var plan: [Planned] = []
  let profile: ForkProgramProfile
  private let swarm: Swarm
  /// What the topics of the program add to what all programs do.
  private let additions: Set<ForkActionKind>
  private let regions: Int
  /// Whether many neighbouring granules hold pointers at the start.
  private let isDense: Bool
  /// How many pages a region has.
  let regionPages: Int
  /// The thread that makes the present step.
  private(set) var actingThread = 0
  /// The child of the last fork.
  private var youngest: UInt8?

  init(_ world: ForkWorld, _ profile: ForkProgramProfile, from source: inout ChoiceSource) {
    system = PosixSystem(world.inModel(.cc128))
    self.profile = profile
    regions = world.regions
    isDense = world.pointers?.isEmpty == false
    regionPages = 1 << (Int(world.regionSizeLog2) - 12)
    swarm = source.swarm(of: Self.kinds.count)
    additions = source.steer(replaying: []) { random in
      // Threads go well with everything.
      let topics = profile.topics.filter { random.next(through: $0 == .threads ? 3 : 6) == 0 }
      return Set((profile.subjects + topics).flatMap(\.kinds))
    }
  }

  /// How likely each kind of action is now. A process that is the last one seldom ends, and waits are for zombies.
  private func weight(_ kind: ForkActionKind, of name: ProcessName) -> Int {
    switch kind {
    case .exit: exitWeight(of: name)
    case .wait: system.processes.values.contains { $0.parent == name && !$0.runs } ? 16 : 1
    default: kind.isOfAllTopics ? kind.entry.weight : additions.contains(kind) ? weightInTopic(kind, of: name) : 0
    }
  }

  /// Whether a kind of action belongs to a topic of the program.
  func isAbout(_ kind: ForkActionKind) -> Bool { additions.contains(kind) }

  /// How likely a kind of action is in a program about it.
  private func weightInTopic(_ kind: ForkActionKind, of name: ProcessName) -> Int {
    switch kind {
    case .read: system.readableDescriptors(of: name).isEmpty ? 2 : 80
    case .readVector: system.readableDescriptors(of: name).isEmpty ? 2 : 50
    case .write, .writeVector: system.writableDescriptors(of: name).isEmpty ? 2 : 40
    case .openShared: system.sharedDescriptors(of: name).isEmpty ? 40 : 4
    case .mapShared: mappableDescriptors(of: name).isEmpty ? 2 : 40
    case .truncate: system.sharedDescriptors(of: name).isEmpty ? 3 : mappableDescriptors(of: name).isEmpty ? 60 : 8
    case .openQueue: system.queueDescriptors(of: name).isEmpty ? 40 : 4
    case .sendMessage, .receiveMessage: system.queueDescriptors(of: name).isEmpty ? 2 : 30
    case .pipe, .open: system.writableDescriptors(of: name).isEmpty ? 40 : 4
    case .seek: system.writableDescriptors(of: name).isEmpty ? 2 : 12
    default: kind.entry.weight
    }
  }

  /// Parents end more often, which makes daemons of their children; so does everybody when no region is left for
  /// another process. The last process seldom ends.
  private func exitWeight(of name: ProcessName) -> Int {
    let running = system.processes.values.count { $0.runs }
    guard running > 1 else { return 0 }
    let isParent = system.processes.values.contains { $0.parent == name && $0.runs }
    return (isParent ? 12 : 6) * profile.endings * (running < regions ? 1 : 3)
  }

  /// The next step.
  mutating func step(from source: inout ChoiceSource) -> ForkStep {
    if plan.isEmpty { plan = makePlan(from: &source) }
    let planned = plan.isEmpty ? nil : plan.removeFirst()
    let candidates = planned.map { [$0.process ?? youngest ?? 0] } ?? actors
    let process = source.choose(in: 0...ForkProgram.processes - 1, preferring: candidates, otherwise: 0.02)
    let name = ProcessName(process)
    let thread = source.choose(in: 0...ForkProgram.threads - 1, preferring: threads(of: name), otherwise: 0.01)
    actingThread = Int(thread)
    let isFork = source.boolean(probability: planned.map { $0.kind == .fork ? 1 : 0 } ?? profile.forks)
    let weights = Self.kinds.map { kind in
      planned.map { $0.kind == kind ? 1 : 0 } ?? weight(kind, of: name)
    }
    let kind = isFork ? .fork : Self.kinds[source.weighted(weights, in: swarm)]
    let action = action(kind, of: name, from: &source)
    let meanwhile = concurrentAccess(besides: process, thread, action, from: &source)
    let step = ForkStep(ProcessName(process), thread: thread, action, meanwhile: meanwhile)
    follow(step.alone)
    if let meanwhile { follow(meanwhile.step) }
    return step
  }

  /// Now and then, an access that another thread makes while the kernel is at work for a step.
  private mutating func concurrentAccess(
    besides process: UInt8, _ thread: UInt8, _ action: ForkAction, from source: inout ChoiceSource
  ) -> ConcurrentAccess? {
    guard profile.interleavings > 0, source.boolean(probability: profile.interleavings) else { return nil }
    let siblings = threads(of: ProcessName(process)).filter { $0 != thread }
    let candidates = siblings.isEmpty ? actors.filter { $0 != process } : [process]
    let other = source.choose(in: 0...ForkProgram.processes - 1, preferring: candidates, otherwise: 0.02)
    let name = ProcessName(other)
    let sibling = source.choose(
      in: 0...ForkProgram.threads - 1, preferring: other == process ? siblings : threads(of: name), otherwise: 0.02)
    actingThread = Int(sibling)
    let access = access(of: name, near: action.place, from: &source)
    return ConcurrentAccess(
      at: source.choose(in: 0...31, preferring: Array(0...7)), by: ProcessName(other), thread: sibling, access)
  }

  /// The threads of a process that run and are not suspended.
  private func threads(of name: ProcessName) -> [UInt8] {
    system.threadsThatMayAct(of: name).compactMap { UInt8(exactly: $0) }
  }

  /// The processes of which not all threads are suspended; the youngest more often, since what is pending after fork
  /// shows soonest there.
  private var actors: [UInt8] {
    let running = system.processes.keys.filter { !system.threadsThatMayAct(of: $0).isEmpty }
      .map { $0.number }.sorted()
    guard let youngest, running.contains(youngest) else { return running }
    return running + [youngest, youngest]
  }

  /// Now and then, a plan. In dense memory it is to fork and to look at what has become of it; otherwise to make
  /// daemons: somebody stores a pointer, forks, until no region is left if they are few, and ends; a child forks again,
  /// perhaps into the region of its parent, and the grandchild finds the pointer.
  private func makePlan(from source: inout ChoiceSource) -> [Planned] {
    let isDue = source.steer(replaying: false) { $0.next(through: isDense ? 9 : 39) == 0 }
    guard isDue, let parent = actors.first else { return [] }
    if isDense {
      let look = Planned(process: nil, kind: .loadPointer)
      return [Planned(process: parent, kind: .fork), look, look]
    }
    let forks = regions <= 4 ? regions - 1 : 1
    return [Planned(process: parent, kind: .storePointer)]
      + Array(repeating: Planned(process: parent, kind: .fork), count: forks)
      + [
        Planned(process: parent, kind: .exit), Planned(process: nil, kind: .fork),
        Planned(process: nil, kind: .loadPointer),
      ]
  }

  /// Lets the POSIX view perform a step; of what is open it takes the first that is allowed.
  private mutating func follow(_ step: ForkStep) {
    let outcome = system.outcomes(of: step)[0]
    let observation = likely(outcome.expected)
    system = outcome.next(after: observation)[0]
    if case .fork = outcome.expected, case .forked = observation { youngest = step.action.child?.number }
  }

  /// What is likely to be observed where something is expected: the success of a call, if it may succeed. Where nothing
  /// of what follows depends on the observation, it is any that has no effect.
  private func likely(_ expected: Expectation) -> Observation {
    switch expected {
    case .fork(let possibilities), .vfork(let possibilities):
      possibilities.maySucceed ? .forked(regionBase: 0) : .wouldBlock
    case .execute(let possibilities): possibilities.maySucceed ? .executed(regionBase: 0) : .wouldBlock
    case .mapped(let places):
      .mapped(
        address: UInt64(
          truncatingIfNeeded: system.space.base + Integer((places.first ?? 0) * ProcessImage.pageSize)))
    case .answer(let answer): likely(answer)
    case .written, .value, .register: .done
    case .anyOf(let expectations): expectations.first.map(likely) ?? .done
    }
  }

  private func likely(_ answer: Answer) -> Observation {
    switch answer {
    case .limit(let least):
      // What it is, only a kernel can tell; no program wants to raise it above this.
      let guess = UInt64(truncatingIfNeeded: max(least, 4096))
      return .limits(soft: guess, hard: guess)
    case .count(let counts, _): return .count(bytes: UInt32(clamping: counts.upperBound))
    case .oneOf(let observations): return observations.first ?? .done
    case .reaped(let zombies):
      return zombies.min { $0.key < $1.key }.map { .reaped($0.key, $0.value) } ?? .wouldBlock
    case .atLeast, .events, .limits, .killed: return .noSuchProcess
    }
  }
}
