import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import Subjects
import Translation

/// Makes the steps of a program one after the other.
struct ForkStepGenerator {
  /// The kinds of actions, the simplest to understand first.
  private enum Kind: Int, CaseIterable {
    case inspect, load, loadPointer, store, storePointer, exit, wait, derive, narrow, move, restrict, sealEntry,
      clearTag
  }

  /// A step to come: by a process or else the youngest, of a kind or else a fork.
  private struct Planned {
    var process: UInt8?
    var kind: Kind?
  }

  private var system: PosixSystem
  /// What the next steps are likely to be.
  private var plan: [Planned] = []
  private let profile: ForkProgramProfile
  private let swarm: Swarm
  private let regions: Int
  /// The child of the last fork.
  private var youngest: UInt8?

  init(_ world: ForkWorld, _ profile: ForkProgramProfile, from source: inout ChoiceSource) {
    system = PosixSystem(world.inModel(.cc128))
    self.profile = profile
    regions = world.regions
    swarm = source.swarm(of: Kind.allCases.count)
  }

  /// How likely each kind of action is now. A process that is the last one seldom ends, and waits are for zombies.
  private func weight(_ kind: Kind, of name: ProcessNumber) -> Int {
    switch kind {
    case .inspect: 1
    case .load, .derive: 8
    case .loadPointer, .storePointer: 16
    case .store: 10
    case .exit: exitWeight(of: name)
    case .wait: system.processes.values.contains { $0.parent == name && !$0.runs } ? 16 : 1
    case .narrow: 6
    case .move, .sealEntry: 2
    case .restrict, .clearTag: 3
    }
  }

  /// Parents end more often, which makes daemons of their children; so does everybody when no region is left for another
  /// process. The last process seldom ends.
  private func exitWeight(of name: ProcessNumber) -> Int {
    let running = system.processes.values.count { $0.runs }
    guard running > 1 else { return 0 }
    let isParent = system.processes.values.contains { $0.parent == name && $0.runs }
    return (isParent ? 9 : 3) * profile.endings * (running < regions ? 1 : 3)
  }

  /// The next step.
  mutating func step(from source: inout ChoiceSource) -> ForkStep {
    if plan.isEmpty { plan = makePlan(from: &source) }
    let planned = plan.isEmpty ? nil : plan.removeFirst()
    let candidates = planned.map { [$0.process ?? youngest ?? 0] } ?? actors
    let process = source.choose(in: 0...ForkProgram.processes - 1, preferring: candidates, otherwise: 0.02)
    let name = ProcessNumber(Int(process))
    let isFork = source.boolean(probability: planned.map { $0.kind == nil ? 1 : 0 } ?? profile.forks)
    let weights = Kind.allCases.map { kind in
      planned?.kind.map { $0 == kind ? 1 : 0 } ?? weight(kind, of: name)
    }
    let kind = Kind(rawValue: source.weighted(weights, in: swarm)) ?? .inspect
    let step = ForkStep(ProcessName(process), isFork ? fork(from: &source) : action(kind, of: name, from: &source))
    follow(step)
    return step
  }

  /// The processes that run; the youngest more often, since what fork owes shows soonest there.
  private var actors: [UInt8] {
    let running = system.processes.filter(\.value.runs).keys.map { UInt8($0.value) }.sorted()
    guard let youngest, running.contains(youngest) else { return running }
    return running + [youngest, youngest]
  }

  /// Now and then, the plan to make daemons: somebody stores a pointer, forks, until no region is left if they are few, and
  /// ends; a child forks again, perhaps into the region of its parent, and the grandchild finds the pointer.
  private func makePlan(from source: inout ChoiceSource) -> [Planned] {
    let isDue = source.steer(replaying: false) { $0.next(through: 39) == 0 }
    guard isDue, let parent = actors.first else { return [] }
    let forks = regions <= 4 ? regions - 1 : 1
    return [Planned(process: parent, kind: .storePointer)]
      + Array(repeating: Planned(process: parent, kind: nil), count: forks)
      + [
        Planned(process: parent, kind: .exit), Planned(process: nil, kind: nil),
        Planned(process: nil, kind: .loadPointer),
      ]
  }

  /// Lets the POSIX view perform a step; of what is open it takes the first that is allowed.
  private mutating func follow(_ step: ForkStep) {
    let (action, name) = (step.action.inModel, step.process.inModel)
    switch system.perform(action, by: name) {
    case .fork(let possibilities) where possibilities != .mustFail:
      system.settle(action, by: name, as: .forked(regionBase: 0))
      if case .fork(let child, _) = step.action { youngest = child.number }
    case .reaped(let zombies):
      if let (child, ending) = zombies.min(by: { $0.key < $1.key }) {
        system.settle(action, by: name, as: .reaped(child, ending))
      }
    default: break
    }
  }

  private func action(_ kind: Kind, of name: ProcessNumber, from source: inout ChoiceSource) -> ForkAction {
    switch kind {
    case .inspect: return .inspect(register(of: name, from: &source))
    case .load:
      let width = source.element(of: [AccessWidth.byte, .double, .word, .half])
      let place = place(of: name, size: width.bytes, needing: [.load], from: &source)
      return .load(width, through: place.through, offset: place.offset)
    case .store:
      let width = source.element(of: [AccessWidth.byte, .double, .word, .half])
      let value: UInt64 = source.boolean(probability: 0.2) ? source.word() : source.integer(in: 1...255)
      let place = place(of: name, size: width.bytes, needing: [.store], from: &source)
      return .store(width, value: value, through: place.through, offset: place.offset)
    case .loadPointer:
      let into = target(from: &source)
      let place = place(of: name, size: 16, needing: [.load], from: &source)
      return .loadPointer(into: into, through: place.through, offset: place.offset)
    case .storePointer:
      let from = register(of: name, from: &source)
      let place = place(
        of: name, size: 16, needing: [.store, .storeCapability, .storeLocalCapability], from: &source)
      return .storePointer(from, through: place.through, offset: place.offset)
    case .move: return .move(into: target(from: &source), from: register(of: name, from: &source))
    case .derive:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .derive(into: into, from: from, increment: increment(from, of: name, from: &source))
    case .narrow:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .narrow(into: into, from: from, length: length(from, of: name, from: &source))
    case .restrict:
      let (into, from) = (target(from: &source), register(of: name, from: &source))
      return .restrict(into: into, from: from, mask: mask(from: &source))
    case .sealEntry: return .sealEntry(into: target(from: &source), from: register(of: name, from: &source))
    case .clearTag: return .clearTag(into: target(from: &source), from: register(of: name, from: &source))
    case .exit: return .exit(status: source.weighted([(4, 0), (2, 1), (1, 255)]))
    case .wait: return .wait
    }
  }

  private func fork(from source: inout ChoiceSource) -> ForkAction {
    let free = (1..<ForkProgram.processes).filter { system.processes[ProcessNumber(Int($0))] == nil }
    let child = source.choose(in: 1...ForkProgram.processes - 1, preferring: free, otherwise: 0.02)
    let isNamed = source.boolean(probability: 0.25)
    return .fork(child: ProcessName(child), strategy: isNamed ? source.element(of: profile.strategies) : nil)
  }
}

/// Registers and numbers that are likely to matter.
extension ForkStepGenerator {
  private func pointers(of name: ProcessNumber) -> [(register: UInt8, pointer: Capability)] {
    guard let process = system.processes[name] else { return [] }
    return process.registers.enumerated().compactMap { index, value in
      guard case .pointer(let pointer) = value else { return nil }
      return (UInt8(index), pointer)
    }
  }

  /// A register to be written: seldom one of the first two, with which a program starts.
  private func target(from source: inout ChoiceSource) -> PointerRegister {
    PointerRegister(source.choose(in: 0...7, preferring: Array<UInt8>(2...7)))
  }

  /// A register to be read, often one with a pointer.
  private func register(of name: ProcessNumber, from source: inout ChoiceSource) -> PointerRegister {
    PointerRegister(source.choose(in: 0...7, preferring: pointers(of: name).map(\.register), otherwise: 0.1))
  }

  /// A register to access memory through and an offset: mostly such that the access is permitted, since a refusal ends
  /// the process; most often with a pointer that reaches far.
  private func place(
    of name: ProcessNumber, size: Int, needing needed: PermissionSet, from source: inout ChoiceSource
  ) -> (through: PointerRegister, offset: Int32) {
    let pointers = pointers(of: name)
    let usable = pointers.filter {
      !$0.pointer.isSealed && needed.isSubset(of: $0.pointer.permissions) && $0.pointer.length >= Integer(size)
    }
    let far = usable.filter { $0.pointer.length >= 4096 }
    let isDaring = source.steer(replaying: false) { $0.next(through: 39) == 0 }
    let candidates = isDaring || usable.isEmpty ? pointers : usable + far + far
    let through = PointerRegister(
      source.choose(in: 0...7, preferring: candidates.map(\.register), otherwise: 0.01))
    return (through, offset(through, of: name, size: size, isDaring: isDaring, from: &source))
  }

  private func pointer(_ register: PointerRegister, of name: ProcessNumber) -> Capability? {
    pointers(of: name).first { $0.register == register.number }?.pointer
  }

  /// Addresses worth going to: where pointers are, in the middle of them, at the ends of the bounds and of pages.
  private func landmarks(_ pointer: Capability, of name: ProcessNumber, size: Int) -> [Integer] {
    let stored = system.processes[name]?.memory.pointers.keys.sorted() ?? []
    let places = stored.flatMap { place in
      let address = system.space.base + Integer(place)
      return size == 16 ? [address, address, address] : [address, address + 8, address + 15]
    }
    let start = (pointer.base + 15) / 16 * 16
    let pages = (0..<4).map { start + Integer(4096 * $0) }.filter { $0 < pointer.top }
    let edges = [pointer.base, (pointer.top - Integer(size)) / 16 * 16, pointer.top - Integer(size), pointer.address]
    return places + pages + edges
  }

  /// A distance from the address of a pointer for an access; 0, 1, -1, 2, … is the order of simplicity.
  private func offset(
    _ register: PointerRegister, of name: ProcessNumber, size: Int, isDaring: Bool, from source: inout ChoiceSource
  ) -> Int32 {
    var candidates: [Integer] = []
    if let pointer = pointer(register, of: name) {
      let end = pointer.top - Integer(size)
      let places = landmarks(pointer, of: name, size: size).filter {
        pointer.base <= $0 && $0 <= end && (size < 16 || $0.isMultiple(ofTwoTo: 4))
      }
      candidates = (isDaring ? [end + 1, pointer.base - 1, end - 8] : places).map { $0 - pointer.address }
    }
    let preferred = candidates.compactMap { Int32(exactly: $0) }.map(Self.folded)
    return Self.unfolded(source.choose(in: 0...0x3FFFF, preferring: preferred, otherwise: 0.01))
  }

  /// A distance to move the address of a pointer by.
  private func increment(
    _ register: PointerRegister, of name: ProcessNumber, from source: inout ChoiceSource
  ) -> Int64 {
    var candidates: [Integer] = [0, 1, 16, -16, 4096]
    if let pointer = pointer(register, of: name) {
      let far = pointer.length
      candidates += landmarks(pointer, of: name, size: 0).map { $0 - pointer.address }
      candidates += [far, far + 1, -far, 2 * far, -8 * far, 8 * far]
    }
    let preferred = candidates.compactMap { Int64(exactly: $0) }.map(Self.folded)
    return Self.unfolded(source.choose(in: 0...0xFF_FFFF_FFFF, preferring: preferred, otherwise: 0.03))
  }

  /// A length for bounds: nothing, a granule, a page, all there is, a little more.
  private func length(
    _ register: PointerRegister, of name: ProcessNumber, from source: inout ChoiceSource
  ) -> UInt64 {
    var candidates: [Integer] = [0, 1, 16, 64, 4096, 4097]
    if let pointer = pointer(register, of: name) {
      let rest = pointer.top - pointer.address
      candidates += [rest, rest, rest + 1, rest - 1, rest / 2]
    }
    let preferred = candidates.compactMap { UInt64(exactly: $0) }
    return source.choose(in: 0...UInt64.max, preferring: preferred, otherwise: 0.03)
  }

  /// A mask of permissions: all but one, mostly.
  private func mask(from source: inout ChoiceSource) -> UInt64 {
    let all: UInt64 = 0x7FFFF
    let removed: [Permission] = [.global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability]
    let candidates = [0, all] + removed.map { all & ~(1 << UInt64($0.rawValue)) }
    return source.choose(in: 0...all, preferring: candidates)
  }

  /// Signed numbers as 0, 1, -1, 2, -2, … for which 0 is the low end.
  private static func folded(_ number: Int32) -> UInt32 { UInt32(truncatingIfNeeded: folded(Int64(number))) }

  private static func unfolded(_ number: UInt32) -> Int32 { Int32(truncatingIfNeeded: unfolded(UInt64(number))) }

  private static func folded(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number > 0 ? number &* 2 &- 1 : number &* -2)
  }

  private static func unfolded(_ number: UInt64) -> Int64 {
    number & 1 == 1 ? Int64(number / 2) + 1 : -Int64(number / 2)
  }
}
