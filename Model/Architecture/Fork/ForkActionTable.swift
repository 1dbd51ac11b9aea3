/// The one table of the actions: all that is said of them one by one and does not depend on what they mean.
///
/// From it are derived the names on the wire, the table of actions in `Docs/ForkProtocol.md` and their definitions in
/// the JSON schema, what programs are about, the weights of the generator, and the samples of tests.
public struct ForkActionEntry: Sendable {
  /// What performs an action.
  public enum Performer: Hashable, Sendable {
    /// An instruction, or a few.
    case instruction
    /// The kernel, by the call of this name in POSIX.
    case call(String)
    /// The program, whose signal handlers count; as a call, so that it may be answered whenever it suits.
    case counter
  }

  /// What performs it.
  public let performer: Performer
  /// What it does, for people who write a subject.
  public let does: String
  /// The observations that answer it beside `failed`, for people who write a subject.
  public let answers: String
  /// Its operands, in their order.
  public let operands: [ForkOperand]
  /// What programs are about that use it; programs of all topics use one that has none.
  public let topics: [ForkTopic]
  /// How often a generator chooses it, unless the state makes it more or less likely.
  public let weight: Int
  /// Examples, the first of which explains it; the others have operands at the ends of their ranges.
  public let samples: [ForkAction]

  fileprivate init(
    _ performer: Performer, _ does: String, answers: String, operands: [ForkOperand], topics: [ForkTopic], weight: Int,
    samples: [ForkAction]
  ) {
    self.performer = performer
    self.does = does
    self.answers = answers
    self.operands = operands
    self.topics = topics
    self.weight = weight
    self.samples = samples
  }
}

/// An operand of an action.
public struct ForkOperand: Hashable, Sendable {
  /// Its name on the wire.
  public let name: String
  /// What it may be.
  public let type: ForkOperandType
  /// Whether it may be left out.
  public let isOptional: Bool

  fileprivate init(_ name: String, _ type: ForkOperandType, isOptional: Bool = false) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
  }
}

/// The types of operands, named as in the JSON schema.
public enum ForkOperandType: String, CaseIterable, Sendable {
  case width, word, number, offset, count, exitStatus, flag, register, process, thread, descriptor, pages, length
  case priority, name, access, openOptions, seekOrigin, resource, buffers, pollEntries, strategy, protection, signal
  case signals, disposition, maskChange
}

/// What a fork program may be about, beside what all of them are about: memory, pointers, fork, exit and wait.
///
/// A program has few topics, as a chapter has: one that does a little of everything reaches nothing that is deep.
public enum ForkTopic: String, CaseIterable, Sendable {
  case threads, borrowing, mapping, pipes, files, images, signals, vectors, objects, queues, time, limits

  /// The actions that belong to the topic.
  public var kinds: [ForkActionKind] { ForkActionKind.allCases.filter { $0.entry.topics.contains(self) } }
}

extension ForkActionKind {
  /// Whether programs of every topic use the action.
  public var isOfAllTopics: Bool { entry.topics.isEmpty }

  /// Whether the action is a system call, and no instruction.
  public var isCall: Bool { entry.performer != .instruction }

  private static let entries = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.stated) })

  /// What is known of the action.
  public var entry: ForkActionEntry { Self.entries[self] ?? stated }

  private var stated: ForkActionEntry {
    switch self {
    case .load:
      ForkActionEntry(
        .instruction, "loads 1, 2, 4 or 8 bytes at the address of register `through` plus `offset`", answers: "`value`",
        operands: [ForkOperand("width", .width), ForkOperand("through", .register), ForkOperand("offset", .offset)],
        topics: [], weight: 8,
        samples: [.load(.double, through: 0, offset: 16), .load(.double, through: 0, offset: -16)])
    case .store:
      ForkActionEntry(
        .instruction, "stores the low bytes of `value`", answers: "`done`",
        operands: [
          ForkOperand("width", .width), ForkOperand("value", .word), ForkOperand("through", .register),
          ForkOperand("offset", .offset),
        ],
        topics: [], weight: 18,
        samples: [.store(.double, value: 7, through: 0, offset: 16), .store(.byte, value: .max, through: 7, offset: 0)])
    case .loadPointer:
      ForkActionEntry(
        .instruction, "loads a granule into a register", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("through", .register), ForkOperand("offset", .offset)],
        topics: [], weight: 16,
        samples: [.loadPointer(into: 2, through: 0, offset: 16), .loadPointer(into: 1, through: 0, offset: 16)])
    case .storePointer:
      ForkActionEntry(
        .instruction, "stores a register into a granule", answers: "`done`",
        operands: [ForkOperand("from", .register), ForkOperand("through", .register), ForkOperand("offset", .offset)],
        topics: [], weight: 16,
        samples: [.storePointer(2, through: 0, offset: 16), .storePointer(1, through: 0, offset: .min)])
    case .move:
      ForkActionEntry(
        .instruction, "copies a register", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register)],
        topics: [], weight: 2,
        samples: [.move(into: 3, from: 2), .move(into: 2, from: 1)])
    case .derive:
      ForkActionEntry(
        .instruction, "adds to the address of a pointer", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register), ForkOperand("increment", .number)],
        topics: [], weight: 8,
        samples: [.derive(into: 3, from: 2, increment: -16), .derive(into: 2, from: 1, increment: .min)])
    case .narrow:
      ForkActionEntry(
        .instruction, "restricts bounds", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register), ForkOperand("length", .word)],
        topics: [], weight: 6,
        samples: [.narrow(into: 3, from: 2, length: 64), .narrow(into: 2, from: 1, length: .max)])
    case .restrict:
      ForkActionEntry(
        .instruction, "restricts permissions", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register), ForkOperand("mask", .word)],
        topics: [], weight: 3,
        samples: [.restrict(into: 3, from: 2, mask: 7), .restrict(into: 2, from: 1, mask: 0)])
    case .sealEntry:
      ForkActionEntry(
        .instruction, "seals as an entry point", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register)],
        topics: [], weight: 2,
        samples: [.sealEntry(into: 3, from: 1), .sealEntry(into: 2, from: 1)])
    case .clearTag:
      ForkActionEntry(
        .instruction, "clears the tag", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("from", .register)],
        topics: [], weight: 3,
        samples: [.clearTag(into: 3, from: 2), .clearTag(into: 2, from: 1)])
    case .inspect:
      ForkActionEntry(
        .instruction, "shows a register", answers: "`pointer`",
        operands: [ForkOperand("register", .register)],
        topics: [], weight: 1,
        samples: [.inspect(3), .inspect(7)])
    case .fork:
      ForkActionEntry(
        .call("fork"), "forks; the child is process 1 from now on", answers: "`forked`",
        operands: [ForkOperand("child", .process), ForkOperand("strategy", .strategy, isOptional: true)],
        topics: [], weight: 3,
        samples: [.fork(child: 1, strategy: .copyOnPointerAccess), .fork(child: 1, strategy: .copyOnAccess)])
    case .exit:
      ForkActionEntry(
        .call("_exit"), "ends the process; the status is a C `int`", answers: "`done`",
        operands: [ForkOperand("status", .exitStatus)],
        topics: [], weight: 3,
        samples: [.exit(status: 0), .exit(status: 255), .exit(status: .min)])
    case .wait:
      ForkActionEntry(
        .call("waitpid"), "waits for any child, without blocking", answers: "`reaped`, `wouldBlock`, `failed`",
        operands: [],
        topics: [], weight: 1,
        samples: [.wait])
    case .waitFor:
      ForkActionEntry(
        .call("waitpid"), "the same for one child", answers: "the same",
        operands: [ForkOperand("child", .process)],
        topics: [.images, .signals], weight: 4,
        samples: [.waitFor(child: 1)])
    case .vfork:
      ForkActionEntry(
        .call("vfork"),
        "forks a child that uses the memory of its parent; the calling thread is suspended until the child ends or executes",
        answers: "`forked`",
        operands: [ForkOperand("child", .process)],
        topics: [.borrowing], weight: 8,
        samples: [.vfork(child: 1)])
    case .execute:
      ForkActionEntry(
        .call("execve"), "starts the world's image anew in this process (`execve`)", answers: "`executed`",
        operands: [],
        topics: [.borrowing, .images, .objects], weight: 3,
        samples: [.execute])
    case .spawn:
      ForkActionEntry(
        .call("posix_spawn"), "starts the world's image in a new child (`posix_spawn`)", answers: "`forked`",
        operands: [ForkOperand("child", .process)],
        topics: [.images, .limits], weight: 6,
        samples: [.spawn(child: 1)])
    case .createThread:
      ForkActionEntry(
        .call("pthread_create"), "a thread that starts with a copy of the registers of its creator", answers: "`done`",
        operands: [ForkOperand("thread", .thread)],
        topics: [.threads], weight: 6,
        samples: [.createThread(thread: 1)])
    case .exitThread:
      ForkActionEntry(
        .call("pthread_exit"), "ends the thread; the last one ends the process with status 0", answers: "`done`",
        operands: [],
        topics: [.threads], weight: 3,
        samples: [.exitThread])
    case .joinThread:
      ForkActionEntry(
        .call("pthread_join"), "waits for a thread, without blocking", answers: "`done`, `wouldBlock`, `failed`",
        operands: [ForkOperand("thread", .thread)],
        topics: [.threads], weight: 3,
        samples: [.joinThread(thread: 1)])
    case .map:
      ForkActionEntry(
        .call("mmap"), "`mmap`, anonymous, where the kernel likes; the register points to just these pages",
        answers: "`mapped`",
        operands: [
          ForkOperand("into", .register), ForkOperand("pages", .pages), ForkOperand("protection", .protection),
          ForkOperand("isShared", .flag),
        ],
        topics: [.mapping], weight: 8,
        samples: [
          .map(into: 3, pages: 2, protection: [.read, .write], isShared: false),
          .map(into: 1, pages: 2, protection: [.read, .execute], isShared: true),
        ])
    case .unmap:
      ForkActionEntry(
        .call("munmap"), "`munmap`, from the address of the register", answers: "`done`",
        operands: [ForkOperand("through", .register), ForkOperand("pages", .pages)],
        topics: [.mapping, .objects], weight: 4,
        samples: [.unmap(through: 3, pages: 1), .unmap(through: 1, pages: 0)])
    case .protect:
      ForkActionEntry(
        .call("mprotect"), "`mprotect`, from the address of the register", answers: "`done`",
        operands: [
          ForkOperand("through", .register), ForkOperand("pages", .pages), ForkOperand("protection", .protection),
        ],
        topics: [.mapping, .objects], weight: 8,
        samples: [.protect(through: 3, pages: 1, protection: [.read]), .protect(through: 1, pages: 1, protection: [])])
    case .setBreak:
      ForkActionEntry(
        .call("break"), "makes the heap so long; the register points to all of it", answers: "`done`",
        operands: [ForkOperand("into", .register), ForkOperand("bytes", .word)],
        topics: [.mapping], weight: 4,
        samples: [.setBreak(into: 3, bytes: 8192), .setBreak(into: 1, bytes: .max)])
    case .pipe:
      ForkActionEntry(
        .call("pipe"), "makes a pipe, the reader at the lowest free descriptor, the writer at the next",
        answers: "`descriptors`",
        operands: [],
        topics: [.pipes, .vectors, .limits], weight: 3,
        samples: [.pipe])
    case .read:
      ForkActionEntry(
        .call("read"), "reads up to so many bytes to the address of the register", answers: "`count`, `wouldBlock`",
        operands: [
          ForkOperand("descriptor", .descriptor), ForkOperand("through", .register), ForkOperand("length", .length),
        ],
        topics: [.pipes, .files], weight: 3,
        samples: [.read(descriptor: 3, through: 0, length: 16)])
    case .write:
      ForkActionEntry(
        .call("write"), "writes so many bytes from there", answers: "`count`, `wouldBlock`",
        operands: [
          ForkOperand("descriptor", .descriptor), ForkOperand("through", .register), ForkOperand("length", .length),
        ],
        topics: [.pipes, .files, .limits], weight: 3,
        samples: [.write(descriptor: 4, through: 0, length: 16), .write(descriptor: -1, through: 0, length: .max)])
    case .close:
      ForkActionEntry(
        .call("close"), "closes", answers: "`done`",
        operands: [ForkOperand("descriptor", .descriptor)],
        topics: [.pipes, .files, .vectors, .objects, .queues], weight: 3,
        samples: [.close(descriptor: 3)])
    case .duplicate:
      ForkActionEntry(
        .call("dup2"), "`dup2`; without `onto`, `dup`", answers: "`descriptor`",
        operands: [ForkOperand("descriptor", .descriptor), ForkOperand("onto", .descriptor, isOptional: true)],
        topics: [.pipes, .files, .objects, .queues, .limits], weight: 4,
        samples: [
          .duplicate(descriptor: 3, onto: 5), .duplicate(descriptor: 3, onto: nil), .duplicate(descriptor: 3, onto: 4),
        ])
    case .open:
      ForkActionEntry(
        .call("open"),
        "opens a file by its number; access `readOnly`, `writeOnly`, `readWrite`; options `create`, `exclusive`, `truncate`, `append`, `closeOnExec`",
        answers: "`descriptor`",
        operands: [ForkOperand("file", .name), ForkOperand("access", .access), ForkOperand("options", .openOptions)],
        topics: [.files, .vectors, .limits], weight: 3,
        samples: [
          .open(file: 0, access: .readWrite, options: [.create]),
          .open(file: 0, access: .readWrite, options: [.create, .closeOnExec]),
        ])
    case .unlink:
      ForkActionEntry(
        .call("unlink"), "takes the name of a file away", answers: "`done`",
        operands: [ForkOperand("file", .name)],
        topics: [.files], weight: 3,
        samples: [.unlink(file: 0), .unlink(file: 255)])
    case .seek:
      ForkActionEntry(
        .call("lseek"), "`lseek` from `start`, `current` or `end`", answers: "`value`, the new offset",
        operands: [
          ForkOperand("descriptor", .descriptor), ForkOperand("offset", .number), ForkOperand("from", .seekOrigin),
        ],
        topics: [.files, .vectors, .limits], weight: 3,
        samples: [.seek(descriptor: 3, offset: -8, from: .end), .seek(descriptor: 3, offset: -1, from: .end)])
    case .truncate:
      ForkActionEntry(
        .call("ftruncate"), "`ftruncate`", answers: "`done`",
        operands: [ForkOperand("descriptor", .descriptor), ForkOperand("length", .word)],
        topics: [.files, .objects, .limits], weight: 3,
        samples: [.truncate(descriptor: 3, length: 100), .truncate(descriptor: 3, length: 0)])
    case .size:
      ForkActionEntry(
        .call("fstat"), "the length of the file or shared memory object (`fstat`), 0 for what is neither",
        answers: "`value`",
        operands: [ForkOperand("descriptor", .descriptor)],
        topics: [.files, .objects], weight: 3,
        samples: [.size(descriptor: 3)])
    case .readVector:
      ForkActionEntry(
        .call("readv"), "`readv`: reads into up to 8 buffers, one after the other", answers: "`count`, `wouldBlock`",
        operands: [ForkOperand("descriptor", .descriptor), ForkOperand("buffers", .buffers)],
        topics: [.vectors], weight: 3,
        samples: [
          .readVector(descriptor: 3, buffers: [Buffer(through: 0, length: 16)]),
          .readVector(descriptor: 3, buffers: [Buffer(through: 0, length: 1), Buffer(through: 7, length: .max)]),
        ])
    case .writeVector:
      ForkActionEntry(
        .call("writev"), "`writev`", answers: "`count`, `wouldBlock`",
        operands: [ForkOperand("descriptor", .descriptor), ForkOperand("buffers", .buffers)],
        topics: [.vectors, .limits], weight: 3,
        samples: [
          .writeVector(descriptor: 4, buffers: [Buffer(through: 0, length: 16)]),
          .writeVector(descriptor: 3, buffers: []),
        ])
    case .poll:
      ForkActionEntry(
        .call("poll"), "`poll` of up to 8 descriptors, without waiting", answers: "`events`, a list for each entry",
        operands: [ForkOperand("entries", .pollEntries)],
        topics: [.pipes, .vectors, .queues], weight: 12,
        samples: [
          .poll(entries: [PollEntry(descriptor: 3, input: true, output: false)]),
          .poll(entries: [PollEntry(descriptor: -1, input: true, output: false)]),
        ])
    case .openShared:
      ForkActionEntry(
        .call("shm_open"),
        "`shm_open`; access `readOnly`, `readWrite`; options `create`, `exclusive`, `truncate`, `closeOnExec`",
        answers: "`descriptor`",
        operands: [ForkOperand("object", .name), ForkOperand("access", .access), ForkOperand("options", .openOptions)],
        topics: [.objects], weight: 3,
        samples: [
          .openShared(object: 0, access: .readWrite, options: [.create]),
          .openShared(object: 0, access: .readOnly, options: [.create, .truncate]),
        ])
    case .unlinkShared:
      ForkActionEntry(
        .call("shm_unlink"), "`shm_unlink`", answers: "`done`",
        operands: [ForkOperand("object", .name)],
        topics: [.objects], weight: 3,
        samples: [.unlinkShared(object: 0), .unlinkShared(object: 255)])
    case .mapShared:
      ForkActionEntry(
        .call("mmap"),
        "`mmap`, MAP_SHARED, of pages of a shared memory object; the register points to just these pages",
        answers: "`mapped`",
        operands: [
          ForkOperand("into", .register), ForkOperand("descriptor", .descriptor), ForkOperand("page", .pages),
          ForkOperand("pages", .pages), ForkOperand("protection", .protection),
        ],
        topics: [.objects], weight: 3,
        samples: [
          .mapShared(into: 3, descriptor: 3, page: 0, pages: 1, protection: [.read]),
          .mapShared(into: 2, descriptor: 3, page: 1, pages: .max, protection: [.read]),
        ])
    case .openQueue:
      ForkActionEntry(
        .call("mq_open"),
        "`mq_open`; options `create`, `exclusive`, `closeOnExec`; a new queue holds so many messages of up to so many bytes",
        answers: "`descriptor`",
        operands: [
          ForkOperand("queue", .name), ForkOperand("access", .access), ForkOperand("options", .openOptions),
          ForkOperand("messages", .count), ForkOperand("size", .count),
        ],
        topics: [.queues], weight: 3,
        samples: [
          .openQueue(queue: 0, access: .readWrite, options: [.create], messages: 4, size: 64),
          .openQueue(queue: 0, access: .writeOnly, options: [.create, .exclusive], messages: 10, size: .max),
        ])
    case .unlinkQueue:
      ForkActionEntry(
        .call("mq_unlink"), "`mq_unlink`", answers: "`done`",
        operands: [ForkOperand("queue", .name)],
        topics: [.queues], weight: 3,
        samples: [.unlinkQueue(queue: 0)])
    case .sendMessage:
      ForkActionEntry(
        .call("mq_send"), "`mq_send` of the bytes at the address of the register", answers: "`done`, `wouldBlock`",
        operands: [
          ForkOperand("descriptor", .descriptor), ForkOperand("through", .register), ForkOperand("length", .length),
          ForkOperand("priority", .priority),
        ],
        topics: [.queues], weight: 3,
        samples: [
          .sendMessage(descriptor: 3, through: 0, length: 16, priority: 1),
          .sendMessage(descriptor: 3, through: 0, length: 16, priority: .max),
        ])
    case .receiveMessage:
      ForkActionEntry(
        .call("mq_receive"), "`mq_receive` to the address of the register", answers: "`message`, `wouldBlock`",
        operands: [
          ForkOperand("descriptor", .descriptor), ForkOperand("through", .register), ForkOperand("length", .length),
        ],
        topics: [.queues], weight: 3,
        samples: [.receiveMessage(descriptor: 3, through: 0, length: 64)])
    case .clock:
      ForkActionEntry(
        .call("clock_gettime"), "`clock_gettime`, CLOCK_MONOTONIC; the time may be virtual",
        answers: "`value`, in nanoseconds",
        operands: [],
        topics: [.time], weight: 12,
        samples: [.clock])
    case .sleep:
      ForkActionEntry(
        .call("nanosleep"), "`nanosleep`, the one call that takes its time; at most 2 ms are asked for",
        answers: "`done`",
        operands: [ForkOperand("seconds", .number), ForkOperand("nanoseconds", .number)],
        topics: [.time], weight: 4,
        samples: [.sleep(seconds: 0, nanoseconds: 1000), .sleep(seconds: .min, nanoseconds: .max)])
    case .limit:
      ForkActionEntry(
        .call("getrlimit"), "`getrlimit` of `fileSize`, `processes` or `descriptors`", answers: "`limits`",
        operands: [ForkOperand("resource", .resource)],
        topics: [.limits], weight: 4,
        samples: [.limit(resource: .descriptors), .limit(resource: .fileSize)])
    case .setLimit:
      ForkActionEntry(
        .call("setrlimit"), "`setrlimit`", answers: "`done`",
        operands: [ForkOperand("resource", .resource), ForkOperand("soft", .word), ForkOperand("hard", .word)],
        topics: [.limits], weight: 8,
        samples: [
          .setLimit(resource: .descriptors, soft: 8, hard: 16), .setLimit(resource: .processes, soft: 0, hard: .max),
        ])
    case .send:
      ForkActionEntry(
        .call("kill"), "`kill`; signals are numbered as on FreeBSD", answers: "`done`",
        operands: [ForkOperand("signal", .signal), ForkOperand("to", .process)],
        topics: [.signals], weight: 8,
        samples: [.send(signal: .terminate, to: 1), .send(signal: .kill, to: 1)])
    case .setAction:
      ForkActionEntry(
        .call("sigaction"), "`default`, `ignore`, or `handle`: a handler that counts", answers: "`done`",
        operands: [ForkOperand("signal", .signal), ForkOperand("disposition", .disposition)],
        topics: [.signals, .limits], weight: 8,
        samples: [.setAction(signal: .user1, disposition: .handle), .setAction(signal: .user1, disposition: .standard)])
    case .mask:
      ForkActionEntry(
        .call("sigprocmask"), "`block`, `unblock` or `set` the signals that the thread blocks", answers: "`done`",
        operands: [ForkOperand("change", .maskChange), ForkOperand("signals", .signals)],
        topics: [.signals], weight: 6,
        samples: [
          .mask(change: .block, signals: [.terminate, .user1]), .mask(change: .block, signals: [.user1, .terminate]),
        ])
    case .pending:
      ForkActionEntry(
        .call("sigpending"), "which signals are pending", answers: "`signals`",
        operands: [],
        topics: [.signals], weight: 3,
        samples: [.pending])
    case .handled:
      ForkActionEntry(
        .counter, "how often the handler of a signal has run since the start or `execute`", answers: "`value`",
        operands: [ForkOperand("signal", .signal)],
        topics: [.signals, .limits], weight: 4,
        samples: [.handled(signal: .user1), .handled(signal: .child)])
    }
  }
}
