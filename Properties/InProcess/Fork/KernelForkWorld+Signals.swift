import Architecture
import Emulator
import ForkKernel
import Subjects

/// Calls about signals. Handlers are the host's: they count.
extension KernelForkWorld {
  func callForSignals(_ action: ForkAction, as actor: KernelForkActor) -> Observation {
    switch action {
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
    default: return .unsupported
    }
  }
}

extension SignalDisposition {
  fileprivate var treatment: SignalTreatment {
    switch self {
    case .standard: .standard
    case .ignore: .ignored
    case .handle: .counted
    }
  }
}

extension SignalMaskChange {
  /// The first argument of `sigprocmask`.
  fileprivate var how: Int32 {
    switch self {
    case .block: 1
    case .unblock: 2
    case .set: 3
    }
  }
}
