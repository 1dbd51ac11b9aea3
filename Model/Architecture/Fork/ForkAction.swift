/// One thing that a process of a fork program does.
///
/// Every action names what it works on, so that leaving one out of a program never changes what another one means; an
/// action of a process that does not exist (yet, or any more) is skipped. Offsets and lengths are in bytes.
///
/// Loads answer ``Observation/value(_:)``, ``inspect(_:)`` answers ``Observation/pointer(_:)``, every other memory or
/// pointer operation ``Observation/done``, and so does a call of which nothing else is said. A call that fails changes
/// nothing; so does one that would wait, which answers ``Observation/wouldBlock`` and is given up. An access is checked
/// in the order of the ISA (tag, seal, permission, bounds: ``Fault/capability``), then for alignment (capabilities
/// only: ``Fault/alignment``), then against what the page was given (``Fault/page``).
public enum ForkAction: Codable, Hashable, Sendable {
  /// Loads a little-endian unsigned value of the given width at the address of `through` plus `offset`.
  case load(AccessWidth, through: PointerRegister, offset: Int32)
  /// Stores the low bytes of `value`.
  case store(AccessWidth, value: UInt64, through: PointerRegister, offset: Int32)
  /// Loads 16 aligned bytes and their tag into a register.
  case loadPointer(into: PointerRegister, through: PointerRegister, offset: Int32)
  /// Stores a register's 16 bytes and its tag.
  case storePointer(PointerRegister, through: PointerRegister, offset: Int32)
  /// Copies a register.
  case move(into: PointerRegister, from: PointerRegister)
  /// Adds to the address of a pointer (`CIncOffset`).
  case derive(into: PointerRegister, from: PointerRegister, increment: Int64)
  /// Restricts bounds to [address, address + length), rounded outwards (`CSetBounds`).
  case narrow(into: PointerRegister, from: PointerRegister, length: UInt64)
  /// Keeps only the permissions in the mask, laid out as the result of `CGetPerm` (`CAndPerm`).
  case restrict(into: PointerRegister, from: PointerRegister, mask: UInt64)
  /// Seals as an entry point (`CSealEntry`).
  case sealEntry(into: PointerRegister, from: PointerRegister)
  /// Clears the tag (`CClearTag`).
  case clearTag(into: PointerRegister, from: PointerRegister)
  /// Reads everything that a process can read off a pointer.
  case inspect(PointerRegister)
  /// Forks; the child is called `child` from then on. `nil` means the kernel's default strategy. Skipped when a process
  /// of that name runs or has not been reaped. When it fails is said at ``ForkWorld``.
  case fork(child: ProcessName, strategy: ForkStrategy?)
  /// Ends the process with an exit status, a C `int`; answers ``Observation/done``. Who adopts its children is said at
  /// ``ForkWorld``.
  case exit(status: Int32)
  /// Waits for any child; never blocks: without a zombie, but with children, the answer is ``Observation/wouldBlock``;
  /// without children it fails with ECHILD.
  case wait
  /// The same for one child; ECHILD if it is none of the caller's.
  case waitFor(child: ProcessName)
  /// Forks a child that uses the memory of its parent, whose steps are skipped until the child ends or executes.
  case vfork(child: ProcessName)
  /// Starts the image of the world anew in this process, with one thread (`execve`); answers
  /// ``Observation/executed(regionBase:)``.
  case execute
  /// Starts the image of the world in a new child (`posix_spawn`); answers ``Observation/forked(regionBase:)``.
  case spawn(child: ProcessName)

  // MARK: Threads

  /// Creates a thread that starts with a copy of the registers of its creator; skipped if the name is in use.
  case createThread(thread: UInt8)
  /// Ends the thread; the last one to end ends the process with status 0.
  case exitThread
  /// Waits for a thread of the process: ``Observation/wouldBlock`` while it runs, ESRCH, EDEADLK.
  case joinThread(thread: UInt8)

  // MARK: Memory

  /// Maps zeroed pages at a place that the kernel chooses (`mmap`, anonymous); answers
  /// ``Observation/mapped(address:)``. The register gets a pointer to just these pages.
  case map(into: PointerRegister, pages: UInt16, protection: Options<PageProtection>, isShared: Bool)
  /// Unmaps pages from the address of a pointer whose bounds cover them (`munmap`).
  case unmap(through: PointerRegister, pages: UInt16)
  /// Changes what pages may be used for, from the address of a pointer whose bounds cover them (`mprotect`).
  case protect(through: PointerRegister, pages: UInt16, protection: Options<PageProtection>)
  /// Makes the heap end so many bytes after its start (`break`); the register gets a pointer to all of it.
  case setBreak(into: PointerRegister, bytes: UInt64)

  // MARK: Descriptors

  /// Makes a pipe; answers ``Observation/descriptors(read:write:)``.
  case pipe
  /// Reads up to `length` bytes to the address of a pointer; answers ``Observation/count(bytes:)``.
  case read(descriptor: Int32, through: PointerRegister, length: UInt32)
  /// Writes up to `length` bytes from the address of a pointer; answers ``Observation/count(bytes:)``.
  case write(descriptor: Int32, through: PointerRegister, length: UInt32)
  /// Closes a descriptor.
  case close(descriptor: Int32)
  /// Makes another descriptor of the same open file description, the lowest that is free (`dup`) or a given one
  /// (`dup2`); answers ``Observation/descriptor(number:)``.
  case duplicate(descriptor: Int32, onto: Int32?)
  /// Opens a file of the world's one directory; answers ``Observation/descriptor(number:)``.
  case open(file: UInt8, access: FileAccess, options: Options<OpenOption>)
  /// Takes the name of a file away.
  case unlink(file: UInt8)
  /// Moves the offset of an open file description (`lseek`); answers ``Observation/value(_:)``, the new offset.
  case seek(descriptor: Int32, offset: Int64, from: SeekOrigin)
  /// Makes a file or a shared memory object so long (`ftruncate`).
  case truncate(descriptor: Int32, length: UInt64)
  /// Asks how long a file or a shared memory object is (`fstat`); answers ``Observation/value(_:)``, 0 for what is
  /// neither.
  case size(descriptor: Int32)
  /// Reads into several buffers, one after the other (`readv`); answers ``Observation/count(bytes:)``.
  case readVector(descriptor: Int32, buffers: [Buffer])
  /// Writes several buffers as if they were one (`writev`); answers ``Observation/count(bytes:)``.
  case writeVector(descriptor: Int32, buffers: [Buffer])
  /// Asks what could be done with descriptors now (`poll` without waiting); answers ``Observation/events(happened:)``.
  case poll(entries: [PollEntry])

  // MARK: Shared memory objects

  /// Opens a shared memory object (`shm_open`); answers ``Observation/descriptor(number:)``, which is always closed on
  /// exec. A new object has no bytes.
  case openShared(object: UInt8, access: FileAccess, options: Options<OpenOption>)
  /// Takes the name of a shared memory object away.
  case unlinkShared(object: UInt8)
  /// Maps pages of a shared memory object at a place that the kernel chooses, from the page `page` of it on; answers
  /// ``Observation/mapped(address:)``. The register gets a pointer to just these pages.
  case mapShared(
    into: PointerRegister, descriptor: Int32, page: UInt16, pages: UInt16, protection: Options<PageProtection>)

  // MARK: Message queues

  /// Opens a message queue (`mq_open`); a new one is made for so many messages of up to so many bytes. Answers
  /// ``Observation/descriptor(number:)``, which is always closed on exec.
  case openQueue(queue: UInt8, access: FileAccess, options: Options<OpenOption>, messages: UInt16, size: UInt16)
  /// Takes the name of a message queue away.
  case unlinkQueue(queue: UInt8)
  /// Sends the bytes at the address of a pointer as one message.
  case sendMessage(descriptor: Int32, through: PointerRegister, length: UInt32, priority: UInt32)
  /// Receives the oldest of the messages of the highest priority to the address of a pointer, behind which there are
  /// `length` bytes of room; answers ``Observation/message(bytes:priority:)``.
  case receiveMessage(descriptor: Int32, through: PointerRegister, length: UInt32)

  // MARK: Time and limits

  /// Asks what time it is (`clock_gettime`, CLOCK_MONOTONIC); answers ``Observation/value(_:)``, in nanoseconds.
  case clock
  /// Sleeps (`nanosleep`): it is the one call that takes its time.
  case sleep(seconds: Int64, nanoseconds: Int64)
  /// Asks what limits the process (`getrlimit`); answers ``Observation/limits(soft:hard:)``.
  case limit(resource: LimitedResource)
  /// Limits the process, and children that it has from then on (`setrlimit`).
  case setLimit(resource: LimitedResource, soft: UInt64, hard: UInt64)

  // MARK: Signals

  /// Sends a signal to a process (`kill`); ESRCH if there is none of that name.
  case send(signal: SignalNumber, to: ProcessName)
  /// Says what the process does about a signal (`sigaction`).
  case setAction(signal: SignalNumber, disposition: SignalDisposition)
  /// Changes which signals the thread blocks (`sigprocmask`).
  case mask(change: SignalMaskChange, signals: Options<SignalNumber>)
  /// Asks which signals are pending (`sigpending`); answers ``Observation/signals(pending:)``.
  case pending
  /// Asks how often the handler of a signal has run since the process started or executed; answers
  /// ``Observation/value(_:)``.
  case handled(signal: SignalNumber)
}

/// The kinds of fork actions, named as on the wire.
public enum ForkActionKind: String, CaseIterable, Codable, CodingKey, Hashable, Sendable {
  case load
  case store
  case loadPointer
  case storePointer
  case move
  case derive
  case narrow
  case restrict
  case sealEntry
  case clearTag
  case inspect
  case fork
  case exit
  case wait
  case waitFor
  case vfork
  case execute
  case spawn
  case createThread
  case exitThread
  case joinThread
  case map
  case unmap
  case protect
  case setBreak
  case pipe
  case read
  case write
  case close
  case duplicate
  case open
  case unlink
  case seek
  case truncate
  case size
  case readVector
  case writeVector
  case poll
  case openShared
  case unlinkShared
  case mapShared
  case openQueue
  case unlinkQueue
  case sendMessage
  case receiveMessage
  case clock
  case sleep
  case limit
  case setLimit
  case send
  case setAction
  case mask
  case pending
  case handled
}

// The names of operands in JSON: `{"load": {"width": 8, "through": 0, "offset": 16}}`. They are part of the wire form,
// so they are stated here and not left to the compiler, which calls an unlabelled operand `_0`.

extension ForkAction {
  /// What kind of action it is, by which a subject says that it performs it.
  public var kind: ForkActionKind {
    switch self {
    case .load: .load
    case .store: .store
    case .loadPointer: .loadPointer
    case .storePointer: .storePointer
    case .move: .move
    case .derive: .derive
    case .narrow: .narrow
    case .restrict: .restrict
    case .sealEntry: .sealEntry
    case .clearTag: .clearTag
    case .inspect: .inspect
    case .fork: .fork
    case .exit: .exit
    case .wait: .wait
    case .waitFor: .waitFor
    case .vfork: .vfork
    case .execute: .execute
    case .spawn: .spawn
    case .createThread: .createThread
    case .exitThread: .exitThread
    case .joinThread: .joinThread
    case .map: .map
    case .unmap: .unmap
    case .protect: .protect
    case .setBreak: .setBreak
    case .pipe: .pipe
    case .read: .read
    case .write: .write
    case .close: .close
    case .duplicate: .duplicate
    case .open: .open
    case .unlink: .unlink
    case .seek: .seek
    case .truncate: .truncate
    case .size: .size
    case .readVector: .readVector
    case .writeVector: .writeVector
    case .poll: .poll
    case .openShared: .openShared
    case .unlinkShared: .unlinkShared
    case .mapShared: .mapShared
    case .openQueue: .openQueue
    case .unlinkQueue: .unlinkQueue
    case .sendMessage: .sendMessage
    case .receiveMessage: .receiveMessage
    case .clock: .clock
    case .sleep: .sleep
    case .limit: .limit
    case .setLimit: .setLimit
    case .send: .send
    case .setAction: .setAction
    case .mask: .mask
    case .pending: .pending
    case .handled: .handled
    }
  }

  /// Whether the action is a system call, and no instruction.
  public var isCall: Bool { kind.isCall }

  /// The key of an action is its kind.
  public typealias CodingKeys = ForkActionKind

  enum LoadCodingKeys: String, CodingKey { case _0 = "width", through, offset }
  enum StoreCodingKeys: String, CodingKey { case _0 = "width", value, through, offset }
  enum StorePointerCodingKeys: String, CodingKey { case _0 = "from", through, offset }
  enum InspectCodingKeys: String, CodingKey { case _0 = "register" }
}

extension ForkAction {
  /// The action in a few words.
  public var text: String {
    switch self {
    case .load(let width, let through, let offset): "load \(width) from \(place(through, offset))"
    case .store(let width, let value, let through, let offset):
      "store \(width) \(hexadecimal(value)) to \(place(through, offset))"
    case .loadPointer(let into, let through, let offset): "\(into) = load pointer from \(place(through, offset))"
    case .storePointer(let from, let through, let offset): "store pointer \(from) to \(place(through, offset))"
    case .move(let into, let from): "\(into) = \(from)"
    case .derive(let into, let from, let increment): "\(into) = \(from) \(signed(increment))"
    case .narrow(let into, let from, let length): "\(into) = \(from) narrowed to \(hexadecimal(length)) bytes"
    case .restrict(let into, let from, let mask): "\(into) = \(from) restricted to permissions \(hexadecimal(mask))"
    case .sealEntry(let into, let from): "\(into) = \(from) sealed as an entry"
    case .clearTag(let into, let from): "\(into) = \(from) without its tag"
    case .inspect(let register): "inspect \(register)"
    case .fork(let child, nil): "fork \(child)"
    case .fork(let child, let strategy?): "fork \(child) by \(strategy.text)"
    case .exit(let status): "exit \(status)"
    case .wait: "wait"
    case .waitFor(let child): "wait for \(child)"
    case .vfork(let child): "vfork \(child)"
    case .execute: "execute"
    case .spawn(let child): "spawn \(child)"
    case .createThread(let thread): "create thread \(thread)"
    case .exitThread: "exit thread"
    case .joinThread(let thread): "join thread \(thread)"
    case .map(let into, let pages, let protection, let isShared):
      "\(into) = map \(pages) \(isShared ? "shared " : "")pages for \(protection.text)"
    case .unmap(let through, let pages): "unmap \(pages) pages at \(through)"
    case .protect(let through, let pages, let protection): "protect \(pages) pages at \(through) for \(protection.text)"
    case .setBreak(let into, let bytes): "\(into) = break at \(hexadecimal(bytes))"
    case .pipe: "pipe"
    case .read(let descriptor, let through, let length): "read \(length) bytes from \(descriptor) to [\(through)]"
    case .write(let descriptor, let through, let length): "write \(length) bytes to \(descriptor) from [\(through)]"
    case .close(let descriptor): "close \(descriptor)"
    case .duplicate(let descriptor, nil): "duplicate \(descriptor)"
    case .duplicate(let descriptor, let onto?): "duplicate \(descriptor) onto \(onto)"
    case .open(let file, let access, let options):
      "open file \(file) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", "))"
    case .unlink(let file): "unlink file \(file)"
    case .seek(let descriptor, let offset, let origin): "seek \(descriptor) to \(origin.rawValue) \(signed(offset))"
    case .truncate(let descriptor, let length): "truncate \(descriptor) to \(length) bytes"
    case .size(let descriptor): "size of \(descriptor)"
    case .readVector(let descriptor, let buffers): "read from \(descriptor) to \(buffers.text)"
    case .writeVector(let descriptor, let buffers): "write to \(descriptor) from \(buffers.text)"
    case .poll(let entries): "poll \(entries.text)"
    case .openShared(let object, let access, let options):
      "open shared object \(object) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", "))"
    case .unlinkShared(let object): "unlink shared object \(object)"
    case .mapShared(let into, let descriptor, let page, let pages, let protection):
      "\(into) = map \(pages) pages of \(descriptor) from page \(page) on for \(protection.text)"
    case .openQueue(let queue, let access, let options, let messages, let size):
      "open queue \(queue) \(([access.rawValue] + options.all.map(\.rawValue)).joined(separator: ", ")), "
        + "of \(messages) messages of \(size) bytes"
    case .unlinkQueue(let queue): "unlink queue \(queue)"
    case .sendMessage(let descriptor, let through, let length, let priority):
      "send \(length) bytes from [\(through)] to \(descriptor) with priority \(priority)"
    case .receiveMessage(let descriptor, let through, let length):
      "receive up to \(length) bytes from \(descriptor) to [\(through)]"
    case .clock: "clock"
    case .sleep(let seconds, let nanoseconds): "sleep \(seconds) s and \(nanoseconds) ns"
    case .limit(let resource): "limit of \(resource.text)"
    case .setLimit(let resource, let soft, let hard): "limit \(resource.text) to \(soft), at most \(hard)"
    case .send(let signal, let to): "send \(signal) to \(to)"
    case .setAction(let signal, let disposition): "\(disposition.rawValue) \(signal)"
    case .mask(let change, let signals): "\(change.rawValue) signals \(signals.text)"
    case .pending: "pending signals"
    case .handled(let signal): "how often was \(signal) handled"
    }
  }

  private func place(_ register: PointerRegister, _ offset: Int32) -> String {
    "[\(register) \(signed(Int64(offset)))]"
  }

  private func signed(_ number: Int64) -> String {
    "\(number < 0 ? "-" : "+") 0x\(String(number.magnitude, radix: 16))"
  }

  private func hexadecimal(_ number: UInt64) -> String { "0x\(String(number, radix: 16))" }
}

extension [Buffer] {
  fileprivate var text: String {
    isEmpty ? "no buffers" : map { "\($0.length) bytes at [\($0.through)]" }.joined(separator: ", ")
  }
}

extension [PollEntry] {
  fileprivate var text: String {
    isEmpty
      ? "nothing"
      : map { "\($0.descriptor)\($0.input ? " for input" : "")\($0.output ? " for output" : "")" }
        .joined(separator: ", ")
  }
}

extension LimitedResource {
  fileprivate var text: String {
    switch self {
    case .fileSize: "the size of files"
    case .processes: "processes"
    case .descriptors: "descriptors"
    }
  }
}

extension Options<PageProtection> {
  fileprivate var text: String { all.isEmpty ? "nothing" : all.map(\.rawValue).joined(separator: ", ") }
}

extension Options<SignalNumber> {
  /// The signals by name.
  public var text: String { all.isEmpty ? "none" : all.map { "\($0)" }.joined(separator: ", ") }
}
