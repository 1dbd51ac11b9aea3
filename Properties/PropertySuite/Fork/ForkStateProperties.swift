package import Architecture
import ForkModel
package import PropertyTesting
package import Subjects
import Translation

/// The properties of fork that judge the whole state.
package enum ForkStateProperties {
  /// Makes all of them, each with a subject of its own.
  package static func all(
    of makeSubject: () throws -> any ForkSubject, strategies: [ForkStrategy]
  ) rethrows -> [any Property] {
    [
      try childImage(of: makeSubject(), strategies: strategies),
      try singleCopies(of: makeSubject(), strategies: strategies),
      try StrategyAgreement(of: makeSubject()),
    ]
  }

  /// What a fork makes of pointers, at every fork.
  static func childImage(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "fork.childImage",
      "A child has the pointers of its parent, moved: order, equality, and address modulo 2^(k+2) are unchanged.",
      rules: ["fork.child.image", "fork.relocate", "fork.frame.F5"],
      requiring: [ForkSituations.grandparentOrigin: 0.1, ForkSituations.mixed: 0.05],
      profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { result in
      // The registers of another thread than the first go by other names in the child.
      guard result.step.thread == 0, case .fork(let child, _) = result.step.action, case .forked = result.observation
      else { return [] }
      return result.transition.violationsOfCopying(to: child)
    }
  }

  /// What faults copy, at every access.
  static func singleCopies(of subject: any ForkSubject, strategies: [ForkStrategy]) -> ForkStateProperty {
    ForkStateProperty(
      "fork.singleCopies", "A fault copies exactly one frame, and only of a page that is touched.",
      rules: ["fork.fault.one", "fork.fault"], requiring: [ForkSituations.lastSharer: 0.05],
      profile: ForkProgramProfile(strategies: strategies), of: subject
    ) { result in
      result.step.action.pagesTouched.map { result.transition.violationsOfSingleCopy(pagesTouched: $0) } ?? []
    }
  }
}

extension ForkAction {
  /// How many pages the action touches at most; nil for system calls.
  fileprivate var pagesTouched: Int? {
    switch self {
    case .load, .store: 2
    case .loadPointer, .storePointer: 1
    default: isCall ? nil : 0
    }
  }
}
