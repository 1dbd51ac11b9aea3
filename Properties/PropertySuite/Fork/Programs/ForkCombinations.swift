import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest

/// The pairs that programs bring together: an action with its option, and the state of what it acts upon. Mistakes hide
/// in pairs that single choices seldom make, so how often each is reached is counted in a table.
struct ForkCombinations {
  /// The name of the table: its rows are actions, its columns states.
  static let table = "combinations"

  /// The processes as they were before the step.
  let system: PosixSystem

  /// Whether an action is one of those that are counted.
  static func concern(_ action: ForkAction) -> Bool {
    switch action.kind {
    case .read, .readVector, .seek, .map, .fork, .setAction, .send, .loadPointer: true
    default: false
    }
  }

  /// Counts what a step has brought together.
  func note(_ step: ForkStep, _ observation: Observation, recording recorder: inout Recorder) {
    guard let process = system.processes[step.process], process.runs, let pair = pair(step, process, observation)
    else { return }
    recorder.count(pair.action, pair.state, in: Self.table)
  }

  private func pair(
    _ step: ForkStep, _ process: PosixProcess, _ observation: Observation
  ) -> (action: String, state: String)? {
    let thread = process.threads.running[Int(step.thread)]
    switch (step.action, observation) {
    case (.read(_, let through, let length), .count(let bytes)) where bytes > 0:
      let end = pointer(through, thread).map { $0.address + Integer(min(bytes, length)) - system.space.base }
      return ("read", state(ofMemory: process, endingAt: end.flatMap { Int(exactly: $0) }))
    case (.readVector(_, let buffers), .count(let bytes)) where bytes > 0:
      let isSplit = buffers.dropLast().contains { $0.length == 0 }
      return ("read into several", isSplit ? "an empty one before others" : "none empty before others")
    case (.seek(_, let offset, _), .value):
      return ("seek", offset.magnitude < 1 << 31 ? "as far as a C int reaches" : "farther")
    case (.map(_, let pages, _, let isShared), .mapped):
      return (isShared ? "map shared" : "map", pages > 1024 ? "more than 1024 pages" : "few pages")
    case (.fork(_, let strategy), .forked):
      let blocks = process.threads.running[0]?.signals.mask != thread?.signals.mask
      let state = blocks ? "another mask than the first thread's" : step.thread == 0 ? "first thread" : "other thread"
      return ("fork" + (strategy.map { " by \($0)" } ?? ""), state)
    case (.setAction(let signal, let disposition), .done):
      let isOfThread = process.threads.running.values.contains { $0.signals.pending.contains(signal) }
      let state =
        isOfThread ? "pending for a thread" : process.signals.pending.contains(signal) ? "pending" : "not pending"
      return ("\(disposition) a signal", state)
    case (.send(let signal, let target), .done):
      let masks = system.processes[target]?.threads.running.values.map { $0.signals.mask.contains(signal) } ?? []
      let state = masks.allSatisfy { $0 } ? "all threads block it" : masks.contains(true) ? "some do" : "none does"
      return ("send a signal", state)
    case (.loadPointer(_, let through, let offset), .done):
      let place = pointer(through, thread).map { $0.address + Integer(offset) - system.space.base }
      return ("load pointer", state(ofNeighbours: process, at: place.flatMap { Int(exactly: $0) }))
    default: return nil
    }
  }

  private func pointer(_ register: PointerRegister, _ thread: ForkModel.Thread<PosixValue>?) -> Capability? {
    guard case .pointer(let pointer)? = thread?.registers[register.index] else { return nil }
    return pointer
  }

  /// What is overwritten by bytes that end before an offset.
  private func state(ofMemory process: PosixProcess, endingAt end: Int?) -> String {
    guard let end else { return "nowhere known" }
    let last = (end - 1) / 16 * 16
    guard process.memory.pointers[last] != nil else { return "ends in data" }
    return end % 16 == 0 ? "ends with a pointer" : "ends within a pointer"
  }

  /// Whether there are pointers in 64 granules before or after one.
  private func state(ofNeighbours process: PosixProcess, at place: Int?) -> String {
    let pointers = process.memory.pointers
    guard let place, pointers.count >= 64 else { return "few pointers" }
    let isDense = [place - 64 * 16..<place, place + 16..<place + 65 * 16].contains { range in
      stride(from: range.lowerBound, to: range.upperBound, by: 16).allSatisfy { pointers[$0] != nil }
    }
    guard isDense else { return "few neighbours" }
    return pointers[place] == nil ? "data beside 64 pointers" : "a pointer beside 64"
  }
}
