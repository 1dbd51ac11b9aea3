import Architecture
import Emulator
import ForkKernel
import SystemsUnderTest

/// Calls for memory.
extension KernelForkWorld {
  /// Makes a call that returns a pointer, for a register.
  func callForPointer(
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
  var bits: UInt64 {
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
  /// `readv` or `writev`; the array holds the pointers of the actor, which do not stay there.
  func transfer(
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
  func poll(_ entries: [PollEntry], as actor: KernelForkActor) -> Observation {
    for (index, entry) in entries.enumerated() {
      let asked = (entry.input ? PollEvent.input.bit : 0) | (entry.output ? PollEvent.output.bit : 0)
      kernel.exchange(entry.descriptor.bytes + asked.bytes + UInt16(0).bytes, at: 8 * index)
    }
    let count = MachineCapability(integer: UInt64(entries.count))
    return call(.poll, [Kernel.exchange(), count, .int(0)], as: actor) { _ in
      .events(happened: entries.indices.map { events(kernel.exchangedInteger(2, at: 8 * $0 + 6)) })
    }
  }

  func events(_ happened: UInt64) -> Options<PollEvent> {
    Options(PollEvent.allCases.filter { happened & UInt64($0.bit) != 0 })
  }
}

extension PollEvent {
  /// The bit of the event in `struct pollfd`, as FreeBSD defines it.
  var bit: UInt16 {
    switch self {
    case .input: 0x1
    case .output: 0x4
    case .error: 0x8
    case .hangUp: 0x10
    case .invalid: 0x20
    }
  }
}
