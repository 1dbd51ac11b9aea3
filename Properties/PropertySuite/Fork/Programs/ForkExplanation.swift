import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import PropertyTesting
import SystemsUnderTest
import ModelAdapters

/// What each step of a program did to the pages, and which guarantee was the first to break: for people who read a
/// counterexample.
struct ForkExplanation {
  private var state: AddressSpaceState
  private var hasBroken = false

  /// Begins with the state at the start.
  init(_ start: AddressSpaceState) {
    state = start
  }

  /// Notes what has changed, and what is broken if nothing was before.
  ///
  /// - Parameters:
  ///   - step: what was done.
  ///   - observation: what was observed.
  ///   - after: the state that it led to.
  ///   - possibilities: the processes as they may be.
  ///   - line: the line of the program.
  mutating func note(
    _ step: ForkStep, _ observation: Observation, leadingTo after: AddressSpaceState, _ possibilities: [PosixSystem],
    line: Int, recording recorder: inout Recorder
  ) {
    for change in after.changes(since: state) { recorder.note("  \(change)", step: line) }
    let transition = Transition(from: state, to: after, by: step.process)
    state = after
    guard !hasBroken, let first = broken(by: transition, step, observation, possibilities).first else { return }
    hasBroken = true
    recorder.note("  broken first: \(first)", step: line)
  }

  private func broken(
    by transition: Transition, _ step: ForkStep, _ observation: Observation, _ possibilities: [PosixSystem]
  ) -> [Violation] {
    let refinements = possibilities.map { $0.violations(ofRefinementBy: transition.after) }
    let isRefined = refinements.contains { $0.isEmpty }
    var violations = Invariant.all.flatMap { $0.violations(in: transition.after) } + transition.violations
    if case .failed(let error) = observation, !step.action.mayFailInPart(with: error) {
      violations += transition.violationsOfAtomicFailure
    }
    if !step.action.isCall, step.meanwhile == nil, !observation.isRefusal {
      violations += transition.violationsOfMonotonicity
    }
    return violations + (isRefined ? [] : refinements[0])
  }
}

extension AddressSpaceState {
  /// What processes and pages have become since another state: one line for neighbouring pages that are alike.
  fileprivate func changes(since before: AddressSpaceState) -> [String] {
    processes.sorted { $0.key < $1.key }.flatMap { name, process in
      let old = before.processes[name]
      var lines: [String] = []
      if process.isZombie, old?.isZombie == false { lines.append("\(name) has ended.") }
      var pages: ClosedRange<Int>?
      var last = ""
      func close() {
        guard let pages else { return }
        let numbers = pages.count == 1 ? "page \(pages.lowerBound)" : "pages \(pages.lowerBound) to \(pages.upperBound)"
        lines.append("\(name): \(numbers) \(last)")
      }
      for (page, mapping) in process.mappings.sorted(by: { $0.key < $1.key }) {
        let present = standing(of: mapping, for: process, name)
        let former = old.flatMap { old in old.mappings[page].map { before.standing(of: $0, for: old, name) } }
        if present == former { continue }
        if let open = pages, present == last, open.upperBound + 1 == page {
          pages = open.lowerBound...page
        } else {
          close()
          (pages, last) = (page...page, present)
        }
      }
      close()
      return lines
    }
  }

  /// Whose frame a page shows, and what can be done with it before the kernel is asked.
  private func standing(of mapping: Mapping, for process: Process, _ name: ProcessName) -> String {
    let sharers = processes.filter { other in
      other.key != name && other.value.mappings.values.contains { $0.frame == mapping.frame }
    }.keys.sorted().map { "\($0)" }
    let frame = frames[mapping.frame]
    var parts = [sharers.isEmpty ? "of its own" : "shared with \(sharers.joined(separator: ", "))"]
    if let origin = frame?.origin, origin != process.region {
      parts.append("with pointers as in the region at \(origin.base.hexadecimal)")
    }
    parts.append(
      !mapping.readable && !mapping.writable
        ? "inaccessible" : mapping.writable ? "readable and writable" : "readable")
    if mapping.readable, mapping.loadPolicy != .allow { parts.append("loads of pointers \(mapping.loadPolicy)") }
    return parts.joined(separator: ", ")
  }
}

extension Observation {
  fileprivate var isRefusal: Bool {
    if case .killed = self { true } else { false }
  }
}

extension ForkWorld {
  /// The world in a line.
  var text: String {
    let image = segments.map { "\($0.kind) \($0.pages)" }.joined(separator: ", ")
    let runs = (pointers ?? []).map { "\($0.count) from \((16 * $0.first).hexadecimal)" }
    let dense = runs.isEmpty ? "" : "; pointers in granules: \(runs.joined(separator: ", "))"
    return """
      start: \(strategy.text), k = \(regionSizeLog2), \(regions) regions, \(frames) frames; pages: \(image)\(dense)
      """
  }
}

extension ForkStep {
  /// The step in a line.
  var text: String {
    let actor = "\(process)\(thread == 0 ? "" : ".\(thread)")"
    let access = meanwhile.map { ", meanwhile at point \($0.point) \($0.step.text)" } ?? ""
    return "\(actor): \(action.text)\(access)"
  }
}

extension Observation {
  /// The observation for people.
  func text(_ format: Format) -> String {
    switch self {
    case .done: "done"
    case .value(let value): "the value 0x\(String(value, radix: 16))"
    case .pointer(let view): "\(format.capability(view.bits))"
    case .started(let base, let size): "a region of \(size) bytes at 0x\(String(base, radix: 16))"
    case .forked(let base): "a child in the region at 0x\(String(base, radix: 16))"
    case .reaped(let child, let status): "\(child) reaped, \(status)"
    case .executed(let base): "started anew in the region at 0x\(String(base, radix: 16))"
    case .mapped(let address): "pages at 0x\(String(address, radix: 16))"
    case .count(let bytes): "\(bytes) bytes"
    case .descriptor(let number): "descriptor \(number)"
    case .descriptors(let read, let write): "descriptors \(read) to read and \(write) to write"
    case .signals(let pending): "pending: \(pending.text)"
    case .events(let happened): "events: \(happened.map(\.text).joined(separator: "; "))"
    case .limits(let soft, let hard): "a limit of \(soft), at most \(hard)"
    case .message(let bytes, let priority): "a message of \(bytes) bytes, priority \(priority)"
    case .wouldBlock: "nothing yet: the call would wait"
    case .signaled(let signal): "ended by the signal \(signal)"
    case .failed(let error): "the call failed: \(error)"
    case .killed(let refusal): refusal.text
    case .noSuchProcess: "skipped"
    case .interleaved(let step, let access): "\(step.text(format)); meanwhile \(access.text(format))"
    case .unsupported: "unsupported"
    }
  }
}

extension Fault {
  /// The signal, and which of two refusals with the same one it is.
  fileprivate var text: String {
    switch self {
    case .capability, .page: signal.name
    case .alignment: "\(signal.name), misaligned"
    case .beyondObject: "\(signal.name), beyond the end of the object"
    }
  }
}

extension Options<PollEvent> {
  fileprivate var text: String { all.isEmpty ? "none" : all.map(\.rawValue).joined(separator: ", ") }
}
