import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// How each action is performed. Names, lists and answers of calls go through the exchange page.
extension KernelForkWorld {
  func perform(_ action: ForkAction, as actor: KernelForkActor) throws -> Observation {
    switch action {
    case .load, .store, .loadPointer, .storePointer: return try access(action, as: actor)
    case .move(let into, let from): return try derive(.cMove, into, from, as: actor)
    case .derive(let into, let from, let increment):
      return try derive(.cIncOffset, into, from, UInt64(bitPattern: increment), as: actor)
    case .narrow(let into, let from, let length): return try derive(.cSetBounds, into, from, length, as: actor)
    case .restrict(let into, let from, let mask): return try derive(.cAndPerm, into, from, mask, as: actor)
    case .sealEntry(let into, let from): return try derive(.cSealEntry, into, from, as: actor)
    case .clearTag(let into, let from): return try derive(.cClearTag, into, from, as: actor)
    case .inspect(let register): return .pointer(PointerView(read(register, of: actor).bits))
    case .fork(let child, let strategy):
      kernel.strategy = strategy ?? self.strategy
      return begin(child, .fork, as: actor)
    case .vfork(let child): return begin(child, .vfork, as: actor)
    case .exit(let status): return call(.exit, [.int(status)], as: actor)
    case .wait: return wait(for: -1, as: actor)
    case .waitFor(let child):
      return wait(for: pid(of: child), as: actor)
    case .execute: return execute(as: actor)
    case .spawn(let child): return begin(child, .posixSpawn, [programPath, .null, .null], as: actor)
    case .createThread(let number): return createThread(number, as: actor)
    case .exitThread: return call(.threadExit, as: actor)
    case .joinThread(let number):
      // No thread has the identifier 0.
      return call(.threadJoin, [.int(names.thread(number, of: actor.name) ?? 0)], as: actor) { _ in
        names.setThread(number, of: actor.name, to: nil)
        return .done
      }
    case .clock:
      return call(.clockGettime, [.int(Self.monotonic), Kernel.exchange()], as: actor) { _ in
        .value(kernel.exchangedInteger() &* 1_000_000_000 &+ kernel.exchangedInteger(at: 8))
      }
    case .sleep(let seconds, let nanoseconds):
      return call(.nanosleep, [kernel.exchange(seconds.bytes + nanoseconds.bytes), .null], as: actor)
    case .limit(let resource):
      return call(.getrlimit, [.int(resource.number), Kernel.exchange()], as: actor) { _ in
        .limits(soft: kernel.exchangedInteger(), hard: kernel.exchangedInteger(at: 8))
      }
    case .setLimit(let resource, let soft, let hard):
      return call(.setrlimit, [.int(resource.number), kernel.exchange(soft.bytes + hard.bytes)], as: actor)
    case .send(let signal, let name):
      return call(.kill, [.int(pid(of: name)), .int(signal.rawValue)], as: actor)
    case .setAction(let signal, let disposition):
      do {
        try kernel.setAction(signal, disposition.treatment, of: actor.process)
        return .done
      } catch {
        return .failed(error)
      }
    case .mask(let change, let signals):
      let bits = SignalSet(signals.all).rawValue
      let set = kernel.exchange(bits.bytes + [UInt8](repeating: 0, count: 8))
      return call(.sigprocmask, [.int(change.how), set, .null], as: actor)
    case .pending:
      return call(.sigpending, [Kernel.exchange()], as: actor) { _ in
        .signals(pending: Options(SignalSet(rawValue: kernel.exchangedInteger()).signals))
      }
    case .handled(let signal): return .value(UInt64(kernel.count(of: signal, in: actor.process)))
    case .map(let into, let pages, let protection, let isShared):
      let flags: UInt64 = isShared ? 0x1001 : 0x1002
      let arguments = [0, UInt64(pages) * 4096, protection.bits, flags, .max, 0].map { MachineCapability(integer: $0) }
      return callForPointer(.mmap, arguments, into, as: actor) { .mapped(address: $0.address) }
    case .mapShared(let into, let descriptor, let page, let pages, let protection):
      let numbers = [0, UInt64(pages) * 4096, protection.bits, 1].map { MachineCapability(integer: $0) }
      let place = [.int(descriptor), MachineCapability(integer: UInt64(page) * 4096)]
      return callForPointer(.mmap, numbers + place, into, as: actor) { .mapped(address: $0.address) }
    case .unmap(let through, let pages):
      return call(.munmap, [read(through, of: actor), MachineCapability(integer: UInt64(pages) * 4096)], as: actor)
    case .protect(let through, let pages, let protection):
      let numbers = [UInt64(pages) * 4096, protection.bits].map { MachineCapability(integer: $0) }
      return call(.mprotect, [read(through, of: actor)] + numbers, as: actor)
    case .setBreak(let into, let bytes):
      return callForPointer(.break, [MachineCapability(integer: bytes)], into, as: actor) { _ in .done }
    case .readVector(let descriptor, let buffers): return transfer(.readv, descriptor, buffers, as: actor)
    case .writeVector(let descriptor, let buffers): return transfer(.writev, descriptor, buffers, as: actor)
    case .poll(let entries): return poll(entries, as: actor)
    case .pipe:
      return call(.pipe2, [Kernel.exchange(), .int(0)], as: actor) { _ in
        .descriptors(read: kernel.exchangedInt(), write: kernel.exchangedInt(at: 4))
      }
    case .read(let descriptor, let through, let length):
      return call(.read, [.int(descriptor), read(through, of: actor), .length(length)], as: actor) {
        .count(bytes: UInt32(truncatingIfNeeded: $0))
      }
    case .write(let descriptor, let through, let length):
      return call(.write, [.int(descriptor), read(through, of: actor), .length(length)], as: actor) {
        .count(bytes: UInt32(truncatingIfNeeded: $0))
      }
    case .close(let descriptor): return call(.close, [.int(descriptor)], as: actor)
    case .duplicate(let descriptor, let onto):
      return call(onto == nil ? .dup : .dup2, [.int(descriptor), .int(onto ?? 0)], as: actor) {
        .descriptor(number: Int32(truncatingIfNeeded: $0))
      }
    case .open(let file, let access, let options):
      return call(.open, [name(of: file), .int(access.flags | options.flags)], as: actor) {
        .descriptor(number: Int32(truncatingIfNeeded: $0))
      }
    case .unlink(let file): return call(.unlink, [name(of: file)], as: actor)
    case .seek(let descriptor, let offset, let origin):
      let distance = MachineCapability(integer: UInt64(bitPattern: offset))
      return call(.lseek, [.int(descriptor), distance, .int(origin.whence)], as: actor) { .value($0) }
    case .truncate(let descriptor, let length):
      return call(.ftruncate, [.int(descriptor), MachineCapability(integer: length)], as: actor)
    case .size(let descriptor):
      return call(.fstat, [.int(descriptor), Kernel.exchange()], as: actor) { _ in
        .value(kernel.exchangedInteger(at: 112))  // st_size
      }
    case .openShared(let object, let access, let options):
      // As in every C library, the descriptor is closed on exec.
      let flags = access.flags | options.flags | ([.closeOnExec] as Options<OpenOption>).flags
      let arguments = [name("shared", object), .int(flags), .int(0), .int(0), .null]
      return call(.sharedMemoryOpen, arguments, as: actor) { .descriptor(number: Int32(truncatingIfNeeded: $0)) }
    case .unlinkShared(let object): return call(.sharedMemoryUnlink, [name("shared", object)], as: actor)
    case .openQueue(let queue, let access, let options, let messages, let size):
      // What else is in the `struct mq_attr` is not looked at.
      let attributes = kernel.exchange(
        [0, UInt64(messages), UInt64(size), 0, 0, 0, 0, 0].flatMap(\.bytes), at: Self.attributes)
      let arguments = [name("queue", queue), .int(access.flags | options.flags), .int(0), attributes]
      return call(.messageQueueOpen, arguments, as: actor) { .descriptor(number: Int32(truncatingIfNeeded: $0)) }
    case .unlinkQueue(let queue): return call(.messageQueueUnlink, [name("queue", queue)], as: actor)
    case .sendMessage(let descriptor, let through, let length, let priority):
      let numbers = [.length(length), MachineCapability(integer: UInt64(priority))]
      return call(.messageQueueSend, [.int(descriptor), read(through, of: actor)] + numbers + [.null], as: actor)
    case .receiveMessage(let descriptor, let through, let length):
      let arguments = [.int(descriptor), read(through, of: actor), .length(length), Kernel.exchange(), .null]
      return call(.messageQueueReceive, arguments, as: actor) {
        .message(bytes: UInt32(truncatingIfNeeded: $0), priority: UInt32(kernel.exchangedInteger(4)))
      }
    }
  }
}
