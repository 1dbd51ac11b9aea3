package import Architecture
import ForkModel
package import PropertyTesting
package import SystemsUnderTest
import ModelAdapters

/// The properties of fork.
enum ForkProperties {
  /// Makes those that the parameters select.
  static func all(of subjects: SubjectFactory, parameters: SuiteParameters) throws -> [any Property] {
    let strategies = parameters.strategies
    let makeSubject = { try subjects.fork(parameters.isolation) }
    if parameters.isPlain {
      let profile = ForkProgramProfile.plain(strategies: strategies)
      return [ForkTransparency(of: PlainPointerSubject(try makeSubject()), profile: profile)]
    }
    let density = subjects.startsWithPointers ? ForkProgramProfile.usualDensity : 0
    return [ForkTransparency(of: try makeSubject(), strategies: strategies, density: density)]
      + (try ForkTopicProperties.all(of: makeSubject, strategies: strategies))
      + (try ForkStateProperties.all(of: makeSubject, strategies: strategies))
      + (subjects.canRunShort ? [ForkShortage(of: try makeSubject(), strategies: strategies)] : [])
      + (try subjects.guests.map { [GuestPrograms(try $0(parameters.isolation), strategies: strategies)] } ?? [])
  }
}

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

/// Transparency, topic by topic.
enum ForkTopicProperties {
  /// Makes all of them, each with a subject of its own.
  static func all(
    of makeSubject: () throws -> any ForkSubject, strategies: [ForkStrategy]
  ) rethrows -> [any Property] {
    func programs(about topics: ForkTopic...) -> ForkProgramProfile { .about(topics, strategies: strategies) }
    return [
      ForkTransparency(
        about: programs(about: .threads).interleaving(0.3), .threads, "fork.threads",
        "Whatever another thread does while the kernel is at work, a process observes one moment before or after.",
        rules: ["posix.interleaving", "posix.thread", "posix.fork.thread", "fork.fault.copy"],
        requiring: (ForkSituations.interleaved, 0.3), needing: [.createThread], of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .mapping), .mappings, "fork.mappings",
        "Memory that is mapped, protected, shared and unmapped is inherited as POSIX says, whatever the strategy.",
        rules: [
          "posix.map", "posix.unmap", "posix.protect", "posix.break", "posix.shared", "posix.range", "posix.charge",
          "fork.share.shared", "fork.mapping.shared", "fork.fault.entitlement",
        ], requiring: (ForkSituations.protected, 0.1), needing: [.map, .protect], of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .pipes, .files), .descriptors, "fork.descriptors",
        "Parent and child share open files and pipes, which carry bytes and no tags.",
        rules: [
          "posix.descriptor", "posix.open", "posix.close", "posix.duplicate", "posix.read", "posix.write",
          "posix.pipe", "posix.seek", "posix.offset", "posix.truncate", "posix.size", "posix.file",
          "posix.transfer", "posix.buffer", "posix.limit.fileSize",
        ], requiring: (ForkSituations.transferred, 0.1), needing: [.read, .write], of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .images, .borrowing), nil, "fork.images",
        "Programs start others, and borrow memory for it, as POSIX says.",
        rules: ["posix.execute", "posix.spawn", "posix.vfork", "posix.wait", "posix.exit"],
        requiring: (ForkSituations.executed, 0.1), needing: [.execute], of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .objects, .queues), .objects, "fork.objects",
        "Shared memory objects and message queues are the same for all who open them, and carry bytes and no tags.",
        rules: ["posix.sharedObject", "posix.mapShared", "posix.queue", "posix.poll.queue", "fork.sharedObject"],
        requiring: (ForkSituations.mappedObject, 0.1), needing: [.openShared, .truncate, .mapShared],
        of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .limits), .limits, "fork.limits",
        "A process keeps within the limits that it has, by itself or from its parent.",
        rules: ["posix.limit"], requiring: (ForkSituations.limited, 0.1), needing: [.setLimit], of: try makeSubject()),
      ForkTransparency(
        about: programs(about: .signals), .signals, "fork.signals",
        "Handlers and masks are inherited, pending signals are not, and each signal does what POSIX says.",
        rules: ["posix.signal", "posix.kill", "posix.sigaction", "posix.sigprocmask", "posix.sigpending"],
        requiring: (ForkSituations.signaled, 0.1), needing: [.send], of: try makeSubject()),
    ]
  }
}
