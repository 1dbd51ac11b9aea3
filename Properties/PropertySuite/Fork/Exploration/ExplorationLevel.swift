import ForkModel
import Subjects

/// A state on the path that an exploration has taken, to which it returns.
struct ExplorationLevel {
  /// The number of the state.
  var node: Int
  /// The subject's name for it.
  var mark: Int
  /// The processes as they must be.
  var reference: PosixReference
  /// The same in numbers, and the subject's state in words.
  var state: ExplorationJudgement.State
  /// Which granules of each page of the region somebody has used, by their bits.
  private let used: [UInt64]

  init(node: Int, mark: Int, reference: PosixReference, state: ExplorationJudgement.State) {
    self.node = node
    self.mark = mark
    self.reference = reference
    self.state = state
    var used = [UInt64](repeating: 0, count: 8)
    for page in state.digest.pages { used[page.index & 7] |= state.digest.frames[page.frame].used }
    self.used = used
  }
}

/// Which steps are worth trying.
extension ExplorationLevel {
  /// The name of the next child.
  var freeName: ProcessName? {
    for number in 0..<ExploredWorld.processes where reference.system.processes[ProcessNumber(Int(number))] == nil {
      return ProcessName(number)
    }
    return nil
  }

  /// Whether a step may lead somewhere that no simpler step leads to: of the granules that nobody has used only the first is
  /// tried, and so it is with pages that nothing tells apart.
  func isWorthwhile(_ choice: ExploredWorld.Choice, by name: ProcessNumber, in world: ExploredWorld) -> Bool {
    if case .storePointer(2, _, _) = choice.action {
      guard case .pointer? = reference.system.processes[name]?.registers[2] else { return false }
    }
    let hasSecondThread = reference.system.processes[name]?.threads.running[1] != nil
    if case .createThread = choice.action { return !hasSecondThread }
    if choice.meanwhile != nil && !hasSecondThread { return false }
    guard let place = choice.place else { return true }
    let used = used[place.page]
    if used & (1 << UInt64(place.position)) == 0, place.position > 0,
      (0..<place.position).contains(where: { used & (1 << UInt64($0)) == 0 })
    {
      return false
    }
    guard let twins = world.twins, place.page == twins.second else { return true }
    return !areAlike(twins.first, twins.second)
  }

  private var digest: ForkStateDigest { state.digest }

  private func areAlike(_ first: Int, _ second: Int) -> Bool {
    if used[first] | used[second] != 0 { return false }
    let pairs = digest.processes.map { process in
      let pages = digest.pages[process.pages]
      return (pages.first { $0.index == first }, pages.first { $0.index == second })
    }
    return pairs.allSatisfy { one, other in
      guard let one, let other else { return one == nil && other == nil }
      let (frame, otherFrame) = (digest.frames[one.frame], digest.frames[other.frame])
      return one.rights == other.rights && frame.home == otherFrame.home && frame.references == otherFrame.references
        && pairs.allSatisfy { ($0.0?.frame == one.frame) == ($0.1?.frame == other.frame) }
    }
  }
}
