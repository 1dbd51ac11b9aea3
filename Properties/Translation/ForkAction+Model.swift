import Architecture
import ExactIntegers
package import ForkModel
package import Subjects

extension ForkAction {
  /// The action in the Model's terms.
  package var inModel: ProcessAction {
    switch self {
    case .load(let width, let through, let offset):
      .load(size: width.bytes, through: through.index, offset: Integer(offset))
    case .store(let width, let value, let through, let offset):
      .store(size: width.bytes, value: Integer(value), through: through.index, offset: Integer(offset))
    case .loadPointer(let into, let through, let offset):
      .loadPointer(into: into.index, through: through.index, offset: Integer(offset))
    case .storePointer(let from, let through, let offset):
      .storePointer(from: from.index, through: through.index, offset: Integer(offset))
    case .move(let into, let from): .compute(.move, into: into.index, from: from.index)
    case .derive(let into, let from, let increment):
      .compute(.derive(increment: Integer(increment)), into: into.index, from: from.index)
    case .narrow(let into, let from, let length):
      .compute(.narrow(length: Integer(length)), into: into.index, from: from.index)
    case .restrict(let into, let from, let mask):
      .compute(.restrict(mask: Integer(mask)), into: into.index, from: from.index)
    case .sealEntry(let into, let from): .compute(.sealEntry, into: into.index, from: from.index)
    case .clearTag(let into, let from): .compute(.clearTag, into: into.index, from: from.index)
    case .inspect(let register): .inspect(register.index)
    case .fork(let child, let strategy): .fork(child: child.inModel, strategy: strategy)
    case .exit(let status): .exit(status: Int(status))
    case .wait: .wait
    case .vfork(let child): .vfork(child: child.inModel)
    case .createThread(let thread): .createThread(Int(thread))
    case .exitThread: .exitThread
    case .joinThread(let thread): .joinThread(Int(thread))
    case .map(let into, let pages, let protection, let isShared):
      .memory(.map(into: into.index, pages: Int(pages), protection: Protection(protection), isShared: isShared))
    case .unmap(let through, let pages): .memory(.unmap(through: through.index, pages: Int(pages)))
    case .protect(let through, let pages, let protection):
      .memory(.protect(through: through.index, pages: Int(pages), protection: Protection(protection)))
    case .setBreak(let into, let bytes): .memory(.setBreak(into: into.index, bytes: Integer(bytes)))
    case .pipe: .file(.pipe)
    case .read(let descriptor, let through, let length):
      .file(.read(Int(descriptor), through: through.index, length: Int(length)))
    case .write(let descriptor, let through, let length):
      .file(.write(Int(descriptor), through: through.index, length: Int(length)))
    case .close(let descriptor): .file(.close(Int(descriptor)))
    case .duplicate(let descriptor, let target):
      .file(.duplicate(Int(descriptor), onto: target.map { Int($0) }))
    case .open(let file, let access, let options):
      .file(.open(file: Int(file), access.inModel, OpenOptions(options)))
    case .unlink(let file): .file(.unlink(file: Int(file)))
    case .seek(let descriptor, let offset, let origin):
      .file(.seek(Int(descriptor), offset: Integer(offset), from: origin.inModel))
    case .truncate(let descriptor, let length): .file(.truncate(Int(descriptor), length: Integer(length)))
    case .size(let descriptor): .file(.size(Int(descriptor)))
    case .readVector(let descriptor, let buffers): .file(.readVector(Int(descriptor), buffers.map(\.inModel)))
    case .writeVector(let descriptor, let buffers): .file(.writeVector(Int(descriptor), buffers.map(\.inModel)))
    case .poll(let entries): .file(.poll(entries.map(\.inModel)))
    case .openShared(let object, let access, let options):
      .file(.openShared(object: Int(object), access.inModel, OpenOptions(options)))
    case .unlinkShared(let object): .file(.unlinkShared(object: Int(object)))
    case .mapShared(let into, let descriptor, let page, let pages, let protection):
      .memory(
        .mapShared(
          into: into.index,
          SharedMapping(
            descriptor: Int(descriptor), page: Int(page), pages: Int(pages), protection: Protection(protection))))
    case .openQueue(let queue, let access, let options, let messages, let size):
      .queue(
        .open(queue: Int(queue), access.inModel, OpenOptions(options), messages: Int(messages), size: Int(size)))
    case .unlinkQueue(let queue): .queue(.unlink(queue: Int(queue)))
    case .sendMessage(let descriptor, let through, let length, let priority):
      .queue(.send(Int(descriptor), through: through.index, length: Int(length), priority: Int(priority)))
    case .receiveMessage(let descriptor, let through, let length):
      .queue(.receive(Int(descriptor), through: through.index, length: Int(length)))
    case .clock: .time(.clock)
    case .sleep(let seconds, let nanoseconds):
      .time(.sleep(seconds: Integer(seconds), nanoseconds: Integer(nanoseconds)))
    case .limit(let resource): .limit(.get(resource.inModel))
    case .setLimit(let resource, let soft, let hard):
      .limit(.set(resource.inModel, ResourceLimit(soft: Integer(soft), hard: Integer(hard))))
    case .waitFor(let child): .waitFor(child.inModel)
    case .execute: .execute
    case .spawn(let child): .spawn(child: child.inModel)
    case .send(let signal, let target): .signal(.send(signal, to: target.inModel))
    case .setAction(let signal, let disposition): .signal(.setAction(signal, disposition.inModel))
    case .mask(let change, let signals): .signal(.mask(change.inModel, Set(signals.all)))
    case .pending: .signal(.pending)
    case .handled(let signal): .signal(.handled(signal))
    }
  }

  /// Whether the action is a system call.
  package var isCall: Bool {
    switch self {
    case .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag,
      .inspect:
      false
    default: true
    }
  }
}

extension AccessWidth {
  /// The width in bytes.
  package var bytes: Int { Int(rawValue) }
}

extension PointerRegister {
  /// The register as the Model counts it; one that does not exist counts as the last.
  package var index: Int { min(Int(number), Int(Self.count) - 1) }
}

extension ProcessName {
  /// The name in the Model's terms.
  package var inModel: ProcessNumber { ProcessNumber(Int(number)) }

  /// The name that the Model's stands for.
  package init(_ process: ProcessNumber) { self.init(UInt8(clamping: process.value)) }
}

extension Subjects.Buffer {
  fileprivate var inModel: ForkModel.Buffer { ForkModel.Buffer(through: through.index, length: Int(length)) }
}

extension Subjects.PollEntry {
  fileprivate var inModel: ForkModel.PollEntry {
    ForkModel.PollEntry(Int(descriptor), (input ? PollEvents.input : []).union(output ? .output : []))
  }
}

extension LimitedResource {
  fileprivate var inModel: Resource {
    switch self {
    case .fileSize: .fileSize
    case .processes: .processes
    case .descriptors: .descriptors
    }
  }
}

extension SignalDisposition {
  fileprivate var inModel: SignalAction {
    switch self {
    case .standard: .standard
    case .ignore: .ignore
    case .handle: .handle
    }
  }
}

extension SignalMaskChange {
  fileprivate var inModel: MaskChange {
    switch self {
    case .block: .block
    case .unblock: .unblock
    case .set: .set
    }
  }
}

extension FileAccess {
  fileprivate var inModel: AccessMode {
    switch self {
    case .readOnly: .readOnly
    case .writeOnly: .writeOnly
    case .readWrite: .readWrite
    }
  }
}

extension SeekOrigin {
  fileprivate var inModel: Whence {
    switch self {
    case .start: .start
    case .current: .current
    case .end: .end
    }
  }
}

extension OpenOptions {
  /// The options in the Model's terms.
  fileprivate init(_ options: Options<OpenOption>) {
    let all: [(OpenOption, OpenOptions)] = [
      (.create, .create), (.exclusive, .exclusive), (.truncate, .truncate), (.append, .append),
      (.closeOnExec, .closeOnExecute),
    ]
    self = all.filter { options.contains($0.0) }.reduce(into: []) { $0.insert($1.1) }
  }
}

extension Protection {
  /// The protection in the Model's terms.
  fileprivate init(_ protection: Options<PageProtection>) {
    self = []
    if protection.contains(.read) { insert(.read) }
    if protection.contains(.write) { insert(.write) }
    if protection.contains(.execute) { insert(.execute) }
  }
}
