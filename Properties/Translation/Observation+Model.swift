import Architecture
package import CapabilityModel
import ExactIntegers
package import ForkModel
package import Subjects

extension Observation {
  /// The observation in the Model's terms; nil for the start of a world, and for what a subject can't perform.
  package func inModel(_ format: Format) -> Outcome? {
    switch self {
    case .done: .done
    case .value(let value): .value(Integer(value))
    case .pointer(let view): .pointer(format.capability(view.bits))
    case .forked(let base): .forked(regionBase: Integer(base))
    case .reaped(let child, let status): .reaped(child.inModel, status.inModel)
    case .wouldBlock: .wouldBlock
    case .failed(let error): .failed(error)
    case .killed(let refusal): .killed(refusal.inModel)
    case .noSuchProcess: .skipped
    case .mapped(let address): .mapped(address: Integer(address))
    case .count(let bytes): .count(Int(bytes))
    case .descriptor(let number): .descriptor(Int(number))
    case .descriptors(let read, let write): .descriptors(read: Int(read), write: Int(write))
    case .executed(let base): .executed(regionBase: Integer(base))
    case .signals(let pending): .signals(Set(pending.all))
    case .events(let happened): .events(happened.map { PollEvents($0) })
    case .limits(let soft, let hard): .limit(ResourceLimit(soft: Integer(soft), hard: Integer(hard)))
    case .message(let bytes, let priority): .message(count: Int(bytes), priority: Int(priority))
    case .signaled(let signal): .signaled(signal)
    case .started, .unsupported, .interleaved: nil
    }
  }

  /// The observation that an outcome of the Model stands for.
  package init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .done: .done
      case .value(let value): .value(UInt64(truncatingIfNeeded: value))
      case .pointer(let pointer): .pointer(PointerView(pointer.bits))
      case .forked(let base): .forked(regionBase: UInt64(truncatingIfNeeded: base))
      case .mapped(let address): .mapped(address: UInt64(truncatingIfNeeded: address))
      case .count(let bytes): .count(bytes: UInt32(clamping: bytes))
      case .descriptor(let number): .descriptor(number: Int32(clamping: number))
      case .descriptors(let read, let write):
        .descriptors(read: Int32(clamping: read), write: Int32(clamping: write))
      case .executed(let base): .executed(regionBase: UInt64(truncatingIfNeeded: base))
      case .signals(let pending): .signals(pending: Options(pending))
      case .events(let happened): .events(happened: happened.map(\.options))
      case .limit(let limit):
        .limits(soft: UInt64(truncatingIfNeeded: limit.soft), hard: UInt64(truncatingIfNeeded: limit.hard))
      case .message(let count, let priority):
        .message(bytes: UInt32(clamping: count), priority: UInt32(clamping: priority))
      case .signaled(let signal): .signaled(signal)
      case .reaped(let child, let ending): .reaped(ProcessName(child), WaitStatus(ending))
      case .wouldBlock: .wouldBlock
      case .failed(let error): .failed(error)
      case .killed(let kind): .killed(Refusal(kind))
      case .skipped: .noSuchProcess
      }
  }
}

extension PollEvents {
  /// The events by the names of the seam.
  private static let named: [(PollEvent, PollEvents)] = [
    (.input, .input), (.output, .output), (.hangUp, .hangUp), (.error, .error), (.invalid, .invalid),
  ]

  /// The events in the Model's terms.
  fileprivate init(_ events: Options<PollEvent>) {
    self = Self.named.filter { events.contains($0.0) }.reduce(into: []) { $0.insert($1.1) }
  }

  fileprivate var options: Options<PollEvent> { Options(Self.named.filter { contains($0.1) }.map(\.0)) }
}

extension WaitStatus {
  /// The status in the Model's terms.
  package var inModel: Ending {
    switch self {
    case .exited(let status): .exited(Int(status))
    case .signaled(let signal): .signaled(signal)
    }
  }

  /// The status that an ending stands for.
  package init(_ ending: Ending) {
    self =
      switch ending {
      case .exited(let status): .exited(Int32(truncatingIfNeeded: status))
      case .signaled(let signal): .signaled(signal)
      }
  }
}

extension Refusal {
  /// The refusal in the Model's terms.
  package var inModel: AccessRefusal.Kind {
    switch self {
    case .capability: .capability
    case .page: .page
    case .alignment: .alignment
    case .beyondObject: .beyondObject
    }
  }

  /// The refusal that one of the Model's stands for.
  package init(_ kind: AccessRefusal.Kind) {
    self =
      switch kind {
      case .capability: .capability
      case .page: .page
      case .alignment: .alignment
      case .beyondObject: .beyondObject
      }
  }
}
