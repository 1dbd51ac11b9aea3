import Architecture
import ForkModel
import Adapters
import SystemsUnderTest
import ModelAdapters

/// The Model's address space with one of its rules broken, to show that the properties can fail.
///
/// After each step, the false law changes the state into what a kernel without the rule would have made of it.
enum FalseLaw: String, CaseIterable, Sendable {
  case relocationEdgeExclusive
  case grandchildFaultSkipsCopy
  case loadBarrierDropped
  case lastSharerKeepsUnrelocated
  case writeLeaksToSharers
  case regionReusedWithoutRehoming
  case siblingCopiedEarly
  case faultCopiesNeighbour
  case failedForkProtectsParent
  case exitKeepsFrames
  case narrowGivesRoot
  case storeChangesStranger
  case protectLiftsBarrier
  case executeKeepsPages

  /// What the false law makes of the state after a step.
  func spoil(_ space: inout AddressSpace, before: AddressSpace, _ step: ForkStep, _ observation: Observation) {
    let actor = step.process
    switch self {
    case .relocationEdgeExclusive:
      guard let (child, parent) = forked(step, observation, before) else { return }
      for (index, pointer) in parent.registers.enumerated()
      where pointer.tag && (pointer.base == parent.region.base || pointer.top == parent.region.end) {
        space.processes[child]?.registers[index] = pointer
      }
    case .grandchildFaultSkipsCopy:
      for (page, number, old) in faults(of: actor, before, space) {
        let generations = [space.processes[actor]?.region, parentRegion(of: actor, space)]
        guard let origin = before.frames[old]?.origin, !generations.contains(origin), old != number else { continue }
        space.frames[number] = Frame(origin: space.frames[number]?.origin, background: 0)
        _ = page
      }
    case .loadBarrierDropped:
      for (page, mapping) in space.processes[actor]?.mappings ?? [:] where forked(step, observation, before) != nil {
        guard let origin = space.frames[mapping.frame]?.origin, origin != space.processes[actor]?.region else {
          continue
        }
        space.processes[actor]?.mappings[page]?.loadPolicy = .allow
      }
    case .lastSharerKeepsUnrelocated:
      for (_, number, old) in faults(of: actor, before, space) where old == number {
        guard step.action.isStoreOfData, let former = before.frames[old] else { continue }
        space.frames[number] = former
      }
    case .writeLeaksToSharers:
      for (page, number, old) in faults(of: actor, before, space) where old != number {
        for name in space.processes.keys where space.processes[name]?.mappings[page]?.frame == old {
          space.processes[name]?.mappings[page]?.frame = number
        }
      }
    case .regionReusedWithoutRehoming:
      guard forked(step, observation, before) != nil else { return }
      for (number, frame) in before.frames where space.frames[number]?.origin != frame.origin {
        space.frames[number] = frame
      }
    case .siblingCopiedEarly:
      for (page, number, old) in faults(of: actor, before, space) where old != number {
        let sibling = space.processes.keys.sorted().first { $0 != actor && space.maps($0, page, old) }
        if let sibling { space.copyEarly(page, of: sibling) }
      }
    case .faultCopiesNeighbour:
      for (page, number, old) in faults(of: actor, before, space) where old != number {
        let neighbour = space.processes[actor]?.mappings.keys.sorted().first { $0 > page + 1 }
        if let neighbour { space.copyEarly(neighbour, of: actor) }
      }
    case .failedForkProtectsParent:
      guard case .failed(.noMemory) = observation, case .fork = step.action else { return }
      for page in space.processes[actor]?.mappings.keys.sorted() ?? [] {
        space.processes[actor]?.mappings[page]?.writable = false
      }
    case .exitKeepsFrames:
      guard case .exit = step.action, observation == .done else { return }
      space.frames.merge(before.frames) { present, _ in present }
    case .narrowGivesRoot:
      guard case .narrow(let into, _, _) = step.action, observation == .done,
        let format = space.processes[actor]?.registers[0].format
      else { return }
      space.processes[actor]?.registers[into.index] = format.root
    case .protectLiftsBarrier, .executeKeepsPages:
      if observation.isSuccess { spoilPages(&space, before: before, step) }
    case .storeChangesStranger:
      guard case .store = step.action, observation == .done else { return }
      let stranger = space.processes.filter { $0.key != actor && $0.value.runs }.keys.min()
      if let stranger { space.processes[stranger]?.registers.swapAt(0, 1) }
    }
  }

  /// Calls that change what pages there are.
  private func spoilPages(_ space: inout AddressSpace, before: AddressSpace, _ step: ForkStep) {
    let actor = step.process
    for (page, mapping) in space.processes[actor]?.mappings ?? [:] where self == .protectLiftsBarrier {
      guard case .protect = step.action, mapping.entitlement.read else { continue }
      space.processes[actor]?.mappings[page]?.readable = true
      space.processes[actor]?.mappings[page]?.loadPolicy = .allow
    }
    for (page, mapping) in before.processes[actor]?.mappings ?? [:] where self == .executeKeepsPages {
      guard case .execute = step.action, mapping.entitlement.write, !mapping.entitlement.isShared else { continue }
      space.frames[mapping.frame] = before.frames[mapping.frame]
      space.processes[actor]?.mappings[page] = mapping
    }
    // Frames without an origin may belong to shared memory objects, mapped or not.
    space.frames = space.frames.filter { frame in
      frame.value.origin == nil
        || space.processes.values.contains { $0.mappings.values.contains { $0.frame == frame.key } }
    }
  }

  /// The child of a fork that succeeded, and its parent as it was.
  private func forked(
    _ step: ForkStep, _ observation: Observation, _ before: AddressSpace
  ) -> (child: ProcessName, parent: SpaceProcess)? {
    guard case .fork(let child, _) = step.action, case .forked = observation,
      let parent = before.processes[step.process]
    else { return nil }
    return (child, parent)
  }

  /// The pages of a process that a step has made accessible: the page, its frame now, and its frame before.
  private func faults(
    of actor: ProcessName, _ before: AddressSpace, _ after: AddressSpace
  ) -> [(page: Int, frame: Int, old: Int)] {
    (after.processes[actor]?.mappings ?? [:]).compactMap { page, mapping in
      guard let old = before.processes[actor]?.mappings[page], !old.writable, mapping.writable else { return nil }
      return (page, mapping.frame, old.frame)
    }
  }

  private func parentRegion(of actor: ProcessName, _ space: AddressSpace) -> Region? {
    space.processes[actor]?.parent.flatMap { space.processes[$0]?.region }
  }
}

extension AddressSpace {
  fileprivate func maps(_ name: ProcessName, _ page: Int, _ frame: Int) -> Bool {
    processes[name]?.mappings[page]?.frame == frame
  }

  /// Gives a process a frame of its own, though it did nothing.
  fileprivate mutating func copyEarly(_ page: Int, of name: ProcessName) {
    guard let mapping = processes[name]?.mappings[page], let frame = frames[mapping.frame] else { return }
    let number = (frames.keys.max() ?? 0) + 1000
    frames[number] = frame
    processes[name]?.mappings[page]?.frame = number
  }
}

extension ForkAction {
  fileprivate var isStoreOfData: Bool {
    if case .store = self { true } else { false }
  }
}

extension Observation {
  /// Whether a call that changes pages is done.
  fileprivate var isSuccess: Bool {
    if case .executed = self { true } else { self == .done }
  }
}

/// A subject that is wrong in one way.
struct FalseSubject: ForkSubject {
  let falseLaw: FalseLaw
  private var subject = ModelForkSubject()

  init(_ falseLaw: FalseLaw) { self.falseLaw = falseLaw }

  mutating func start(_ world: ForkWorld) -> Observation { subject.start(world) }

  mutating func perform(_ step: ForkStep) -> Observation {
    let before = subject.space
    let observation = subject.perform(step)
    if let before { subject.space.map { space in subject.space = spoiled(space, before, step, observation) } }
    return observation
  }

  func inspect() -> InspectedState? { subject.inspect() }

  private func spoiled(
    _ space: AddressSpace, _ before: AddressSpace, _ step: ForkStep, _ observation: Observation
  ) -> AddressSpace {
    var space = space
    falseLaw.spoil(&space, before: before, step, observation)
    return space
  }
}
