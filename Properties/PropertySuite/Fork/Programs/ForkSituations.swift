import Architecture
import ForkModel
import PropertyTesting
import SystemsUnderTest

/// Recognises the situations that a run must have seen, from the outside: from steps and observations alone.
///
/// It follows, page by page, whose stores a process would find there and who might still share the page with it.
struct ForkSituations {
  /// What was seen of one page of one process.
  private struct Page {
    /// Which copy of the page it is: a store makes a new one.
    var copy: Int
    /// Who stored last; the process itself, or an ancestor.
    var author: ProcessName
    /// Whether fork has shared this copy.
    var wasShared = false
  }

  private struct Process {
    var parent: ProcessName?
    var pages: [Int: Page]
  }

  static let grandparentOrigin = "origin two generations up"
  static let lastSharer = "the last sharer writes"
  static let reuse = "a region is reused while a daemon holds pages of its former owner"
  static let mixed = "mixed strategies"
  static let refused = "a refused access"
  static let reaped = "a child is reaped"
  static let forkFailed = "a fork fails"
  static let secondThread = "a second thread acts"
  static let vforkChild = "a child uses the memory of its parent"
  static let protected = "pages are protected"
  static let transferred = "bytes are read from a descriptor"
  static let executed = "an image is executed"
  static let interleaved = "another thread acts while the kernel is at work"
  static let signaled = "a signal ends a process"
  static let mappedObject = "a shared memory object is mapped"
  static let limited = "a limit is set"
  static let dense = "a pointer is loaded where 64 neighbours or more are pointers at the start"

  /// The shares that can be asked for where only some strategies exist: with one alone nothing is mixed, and where
  /// every page is copied at once none is shared or left behind.
  static func shares(_ shares: [String: Double], _ strategies: [ForkStrategy]) -> [String: Double] {
    shares.filter { label, _ in
      switch label {
      case mixed: strategies.count > 1
      case lastSharer, reuse: strategies != [.copy]
      case dense: shares[dense, default: 0] > 0
      default: true
      }
    }
  }

  private var processes: [ProcessName: Process] = [0: Process(parent: nil, pages: [:])]
  private var placement: [ProcessName: UInt64] = [:]
  private var formerOwners: [UInt64: ProcessName] = [:]
  private var strategies: Set<ForkStrategy> = []
  private var copies = 0
  private let strategy: ForkStrategy
  /// The pages of the image with 64 neighbouring pointers or more.
  private let densePages: Set<Int>

  init(_ world: ForkWorld, regionBase: UInt64) {
    strategy = world.strategy
    let runs = (world.pointers ?? []).map(\.granules).filter { $0.count >= 64 }
    let size = ForkWorld.PointerRun.granulesPerPage
    densePages = Set(runs.flatMap { $0.lowerBound / size...($0.upperBound - 1) / size })
    placement[0] = regionBase
  }

  /// Takes a step into account, with the page of the image that it touched, if any.
  mutating func note(_ step: ForkStep, _ observation: Observation, page: Int?, recording recorder: inout Recorder) {
    recorder.label(Self.secondThread, if: step.thread != 0 && observation != .noSuchProcess)
    if case .loadPointer = step.action, let page { recorder.label(Self.dense, if: densePages.contains(page)) }
    switch (step.action, observation) {
    case (.fork(let child, let named), .forked(let base)):
      fork(step.process, child, base, named ?? strategy, recording: &recorder)
    case (.vfork(let child), .forked):
      recorder.label(Self.vforkChild)
      processes[child] = processes[step.process]
      processes[child]?.parent = step.process
    case (.spawn(let child), .forked(let base)): begin(child, parent: step.process, base)
    case (.execute, .executed(let base)):
      recorder.label(Self.executed)
      begin(step.process, parent: processes[step.process]?.parent, base)
    case (.fork, .failed): recorder.label(Self.forkFailed)
    case (.exit, .done): end(step.process)
    case (_, .killed):
      recorder.label(Self.refused)
      end(step.process)
    case (_, .signaled):
      recorder.label(Self.signaled)
      end(step.process)
    case (_, .reaped(_, let status)):
      recorder.label(Self.reaped)
      if case .signaled = status { recorder.label(Self.signaled) }
    case (.protect, .done): recorder.label(Self.protected)
    case (.mapShared, .mapped): recorder.label(Self.mappedObject)
    case (.setLimit, .done): recorder.label(Self.limited)
    case (.read, .count(let bytes)): recorder.label(Self.transferred, if: bytes > 0)
    case (.load, _), (.loadPointer, _):
      if let page { touch(page, of: step.process, stores: false, recording: &recorder) }
    case (.store, _), (.storePointer, _):
      if let page { touch(page, of: step.process, stores: true, recording: &recorder) }
    default: break
    }
  }

  private mutating func fork(
    _ parent: ProcessName, _ child: ProcessName, _ base: UInt64, _ strategy: ForkStrategy,
    recording recorder: inout Recorder
  ) {
    strategies.insert(strategy)
    recorder.label(Self.mixed, if: strategies.count > 1)
    for page in processes[parent]?.pages.keys.sorted() ?? [] {
      processes[parent]?.pages[page]?.wasShared = strategy != .copy
    }
    if let owner = formerOwners[base], strategy != .copy || strategies.count > 1 {
      let isHeld = processes.values.contains { $0.pages.values.contains { $0.author == owner } }
      recorder.label(Self.reuse, if: isHeld)
    }
    processes[child] = processes[parent]
    processes[child]?.parent = parent
    placement[child] = base
    formerOwners[base] = nil
  }

  /// A process starts with an image in which nobody has stored yet.
  private mutating func begin(_ name: ProcessName, parent: ProcessName?, _ base: UInt64) {
    processes[name] = Process(parent: parent, pages: [:])
    placement[name] = base
  }

  private mutating func end(_ process: ProcessName) {
    processes[process] = nil
    if let base = placement[process] { formerOwners[base] = process }
  }

  private mutating func touch(
    _ page: Int, of name: ProcessName, stores: Bool, recording recorder: inout Recorder
  ) {
    guard let process = processes[name] else { return }
    if let seen = process.pages[page] {
      recorder.label(Self.grandparentOrigin, if: seen.author != name && seen.author != process.parent)
      if stores && seen.wasShared {
        let others = processes.values.count { $0.pages[page]?.copy == seen.copy }
        recorder.label(Self.lastSharer, if: others == 1)
      }
    }
    if stores {
      copies += 1
      processes[name]?.pages[page] = Page(copy: copies, author: name)
    }
  }
}
