import Architecture
import CapabilityModel
import ForkModel
import SystemsUnderTest
import ModelAdapters

/// What it takes to compare two runs of one program.
extension ForkRun {
  /// Whether the POSIX view refuses a step or skips it.
  func refuses(_ step: ForkStep) -> Bool {
    switch system.expectation(of: step) {
    case .answer(.killed), .answer(.oneOf([.noSuchProcess])): true
    default: false
    }
  }

  /// Whether what a step observes may depend on where regions lie.
  func leavesFreedom(_ step: ForkStep) -> Bool {
    switch system.expectation(of: step) {
    case .value(let bytes), .register(.bytes(let bytes)):
      bytes.contains { if case .data = $0 { false } else { true } }
    case .answer(.events(let events, let other)): events.contains { $0.count > 1 } || other != nil
    default: false
    }
  }

  /// Whether a step may touch memory that others share: a shared mapping, or all there is while a child of vfork uses
  /// it.
  func touchesShared(_ step: ForkStep) -> Bool {
    let name = step.process
    guard let process = system.processes[name], let page = system.page(touchedBy: step) else { return false }
    return process.vforkParent != nil
      || [page, page + 1].contains { process.layout.pages[$0]?.entitlement.isShared == true }
  }

  /// Whether subjects, or one subject at another time, may answer a step differently, so that what follows differs.
  func leavesChoice(_ step: ForkStep) -> Bool {
    let expectations = system.expectations(of: step)
    if possibilities.count > 1 || expectations.count > 1 { return true }
    return expectations[0].leavesChoice
  }

  /// An observation in words that do not depend on where regions lie, nor, where that is not to be told, on the time.
  func withoutPlace(_ observation: Observation, of step: ForkStep, orTime hidesTime: Bool = true) -> String {
    switch observation {
    case .value where hidesTime && step.action == .clock: return "a time"
    case .forked: return "a child"
    case .executed: return "started anew"
    case .mapped(let address): return "pages at its region + \(address &- (base(of: step.process) ?? 0))"
    case .pointer(let view) where view.bits.tag:
      let base = base(of: step.process) ?? 0
      let offset = Int64(bitPattern: view.bits.address &- base)
      return "a pointer to its region + \(offset), metadata 0x\(String(view.bits.metadata, radix: 16))"
    default: return observation.text(.cc128)
    }
  }
}

extension Expectation {
  /// Whether it allows observations after which processes go on in different ways.
  fileprivate var leavesChoice: Bool {
    switch self {
    case .fork(let possibilities), .vfork(let possibilities), .execute(let possibilities):
      possibilities.maySucceed && !possibilities.errors.isEmpty || possibilities.errors.count > 1
    case .mapped(let places): places.count > 1
    case .answer(.limit): true
    case .answer(.reaped(let zombies)): zombies.count > 1
    case .answer(.count(let counts, let other)): counts.count > 1 || other != nil
    case .answer(.oneOf(let observations)): observations.count > 1
    case .answer(.events), .answer(.atLeast), .answer(.limits), .answer(.killed), .written, .value, .register: false
    case .anyOf: true
    }
  }
}
