import Architecture
import Emulator
import ForkKernel
import Subjects

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
