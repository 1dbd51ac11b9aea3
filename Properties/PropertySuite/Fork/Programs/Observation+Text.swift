import CapabilityModel
import Subjects
import Translation

extension Observation {
  /// The observation for people.
  func text(_ format: Format) -> String {
    switch self {
    case .done: "done"
    case .value(let value): "the value 0x\(String(value, radix: 16))"
    case .pointer(let view): "\(format.capability(view.bits))"
    case .started(let base, let size): "a region of \(size) bytes at 0x\(String(base, radix: 16))"
    case .forked(let base): "a child in the region at 0x\(String(base, radix: 16))"
    case .reaped(let child, let status): "\(child) reaped, \(status.inModel)"
    case .wouldBlock: "no child has ended yet"
    case .failed(let error): "the call failed: \(error)"
    case .killed(let refusal): "\(refusal.inModel.rawValue)"
    case .noSuchProcess: "skipped"
    case .unsupported: "unsupported"
    }
  }
}
