import Architecture
import PropertyTesting
import Subjects

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
