import Architecture
import ForkModel
import SystemsUnderTest

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
    for number in 0..<ExploredWorld.processes where reference.system.processes[ProcessName(number)] == nil {
      return ProcessName(number)
    }
    return nil
  }

  /// The steps that may lead somewhere that no simpler step leads to, each by who takes it and which of the choices it
  /// is: of the granules that nobody has used only the first is tried, and so it is with pages that nothing tells
  /// apart.
  func worthwhileSteps(
    _ choices: [ExploredWorld.Choice], in world: ExploredWorld
  ) -> [(process: ProcessName, choice: Int)] {
    let canFork = freeName != nil
    let falseLaw = world.falseLaws.flatMap { areAlike($0.first, $0.second) ? $0.second : nil }
    let open = choices.indices.filter { index in
      guard let place = choices[index].place else { return canFork || !choices[index].isFork }
      return place.page != falseLaw && isFirstOfItsKind(place)
    }
    var steps: [(process: ProcessName, choice: Int)] = []
    for (name, process) in reference.system.processes.sorted(by: { $0.key < $1.key }) where process.runs {
      let holdsPointer = if case .pointer = process.registers[2] { true } else { false }
      let hasSecondThread = process.threads.running[1] != nil
      for index in open {
        if case .storePointer(2, _, _) = choices[index].action, !holdsPointer { continue }
        let isForOneThread = if case .createThread = choices[index].action { true } else { false }
        if isForOneThread ? hasSecondThread : choices[index].meanwhile != nil && !hasSecondThread { continue }
        steps.append((name, index))
      }
    }
    return steps
  }

  /// Whether a granule has been used, or is the first of its page that has not.
  private func isFirstOfItsKind(_ place: (page: Int, position: Int)) -> Bool {
    let used = used[place.page]
    return used & 1 << UInt64(place.position) != 0 || (0..<place.position).allSatisfy { used & 1 << UInt64($0) != 0 }
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
      return one.rights == other.rights && frame.origin == otherFrame.origin
        && frame.references == otherFrame.references
        && pairs.allSatisfy { ($0.0?.frame == one.frame) == ($0.1?.frame == other.frame) }
    }
  }
}
