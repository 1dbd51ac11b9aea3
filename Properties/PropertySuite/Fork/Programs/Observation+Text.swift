import Architecture
import CapabilityModel
import ForkModel

extension Observation {
  /// The observation for people.
  func text(_ format: Format) -> String {
    switch self {
    case .done: "done"
    case .value(let value): "the value 0x\(String(value, radix: 16))"
    case .pointer(let view): "\(format.capability(view.bits))"
    case .started(let base, let size): "a region of \(size) bytes at 0x\(String(base, radix: 16))"
    case .forked(let base): "a child in the region at 0x\(String(base, radix: 16))"
    case .reaped(let child, let status): "\(child) reaped, \(status)"
    case .executed(let base): "started anew in the region at 0x\(String(base, radix: 16))"
    case .mapped(let address): "pages at 0x\(String(address, radix: 16))"
    case .count(let bytes): "\(bytes) bytes"
    case .descriptor(let number): "descriptor \(number)"
    case .descriptors(let read, let write): "descriptors \(read) to read and \(write) to write"
    case .signals(let pending): "pending: \(pending.text)"
    case .events(let happened): "events: \(happened.map(\.text).joined(separator: "; "))"
    case .limits(let soft, let hard): "a limit of \(soft), at most \(hard)"
    case .message(let bytes, let priority): "a message of \(bytes) bytes, priority \(priority)"
    case .wouldBlock: "nothing yet: the call would wait"
    case .signaled(let signal): "ended by the signal \(signal)"
    case .failed(let error): "the call failed: \(error)"
    case .killed(let refusal): refusal.text
    case .noSuchProcess: "skipped"
    case .interleaved(let step, let access): "\(step.text(format)); meanwhile \(access.text(format))"
    case .unsupported: "unsupported"
    }
  }
}

extension Fault {
  /// The signal, and which of two refusals with the same one it is.
  fileprivate var text: String {
    switch self {
    case .capability, .page: signal.name
    case .alignment: "\(signal.name), misaligned"
    case .beyondObject: "\(signal.name), beyond the end of the object"
    }
  }
}

extension Options<PollEvent> {
  fileprivate var text: String { all.isEmpty ? "none" : all.map(\.rawValue).joined(separator: ", ") }
}
