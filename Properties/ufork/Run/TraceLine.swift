import Architecture
import ForkKernel

/// A line of a trace.
struct TraceLine: CustomStringConvertible {
  let description: String

  init(_ event: TraceEvent) {
    switch event {
    case .instruction(let pid, let offset, let word):
      let address = "+0x" + String(offset, radix: 16)
      let text = Instruction.disassembly(of: word, in: .capability)
      description = "\(pid)  \(address.padded(to: 8))  \(text)"
    case .call(let pid, let call): description = "\(pid)  calls \(call.name)"
    case .returned(let pid, let call, nil): description = "\(pid)  returns from \(call.name)"
    case .returned(let pid, let call, let error?): description = "\(pid)  returns from \(call.name): \(error)"
    case .faultServed(let pid, let page, let cause): description = "\(pid)  \(cause) on page \(page), served"
    case .forked(let pid, let child, let base):
      description = "\(pid)  has forked \(child), at 0x\(String(base, radix: 16))"
    case .exited(let pid, .exited(let status)): description = "\(pid)  exits with \(status)"
    case .exited(let pid, .signaled(let signal)): description = "\(pid)  is ended by signal \(signal)"
    }
  }
}
