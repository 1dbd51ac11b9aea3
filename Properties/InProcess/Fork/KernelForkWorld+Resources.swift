import Architecture
import Emulator
import ForkKernel
import Subjects

/// Calls about time and limits.
extension KernelForkWorld {
  func callForResources(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
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
    default: return .unsupported
    }
  }

  /// CLOCK_MONOTONIC, as FreeBSD numbers it.
  private static let monotonic: Int32 = 4
}

extension LimitedResource {
  /// The resource, as FreeBSD numbers it.
  fileprivate var number: Int32 {
    switch self {
    case .fileSize: 1
    case .processes: 7
    case .descriptors: 8
    }
  }
}
