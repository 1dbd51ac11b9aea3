import Architecture
import Emulator
import ForkKernel
import Subjects

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
