import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Calls for memory.
extension KernelForkWorld {
  func callForMemory(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
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
    default: return .unsupported
    }
  }

  /// Makes a call that returns a pointer, for a register.
  private func callForPointer(
    _ call: SystemCall, _ arguments: [MachineCapability], _ into: PointerRegister, as actor: KernelForkActor,
    _ observation: (MachineCapability) -> Observation
  ) -> Observation {
    switch kernel.call(call, arguments, as: actor.process, thread: actor.thread) {
    case .capability(let pointer):
      write(into.register, pointer, of: actor)
      return observation(pointer)
    case .failure(let error): return .failed(error)
    case .value, .wouldWait, .elsewhere, .ended: return .unsupported
    }
  }
}

extension Options<PageProtection> {
  /// The protection as `mmap` takes it.
  fileprivate var bits: UInt64 {
    all.reduce(0) { bits, protection in
      switch protection {
      case .read: bits | 1
      case .write: bits | 2
      case .execute: bits | 4
      }
    }
  }
}

/// Calls that take a list, which goes through the exchange page.
extension KernelForkWorld {
  func callWithList(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
    case .readVector(let descriptor, let buffers): return transfer(.readv, descriptor, buffers, as: actor)
    case .writeVector(let descriptor, let buffers): return transfer(.writev, descriptor, buffers, as: actor)
    case .poll(let entries): return poll(entries, as: actor)
    default: return .unsupported
    }
  }

  /// `readv` or `writev`; the array holds the pointers of the actor, which do not stay there.
  private func transfer(
    _ systemCall: SystemCall, _ descriptor: Int32, _ buffers: [Buffer], as actor: KernelForkActor
  ) -> Observation {
    for (index, buffer) in buffers.enumerated() {
      kernel.exchange(read(buffer.through, of: actor), at: 32 * index)
      kernel.exchange(UInt64(buffer.length).bytes, at: 32 * index + 16)
    }
    defer { kernel.exchange([UInt8](repeating: 0, count: Kernel.exchangeSize)) }
    let count = MachineCapability(integer: UInt64(buffers.count))
    return call(systemCall, [.int(descriptor), Kernel.exchange(), count], as: actor) {
      .count(bytes: UInt32(truncatingIfNeeded: $0))
    }
  }

  /// `poll` that does not wait.
  private func poll(_ entries: [PollEntry], as actor: KernelForkActor) -> Observation {
    for (index, entry) in entries.enumerated() {
      let asked = (entry.input ? PollEvent.input.bit : 0) | (entry.output ? PollEvent.output.bit : 0)
      kernel.exchange(entry.descriptor.bytes + asked.bytes + UInt16(0).bytes, at: 8 * index)
    }
    let count = MachineCapability(integer: UInt64(entries.count))
    return call(.poll, [Kernel.exchange(), count, .int(0)], as: actor) { _ in
      .events(happened: entries.indices.map { events(kernel.exchangedInteger(2, at: 8 * $0 + 6)) })
    }
  }

  private func events(_ happened: UInt64) -> Options<PollEvent> {
    Options(PollEvent.allCases.filter { happened & UInt64($0.bit) != 0 })
  }
}

extension PollEvent {
  /// The bit of the event in `struct pollfd`, as FreeBSD defines it.
  fileprivate var bit: UInt16 {
    switch self {
    case .input: 0x1
    case .output: 0x4
    case .error: 0x8
    case .hangUp: 0x10
    case .invalid: 0x20
    }
  }
}
