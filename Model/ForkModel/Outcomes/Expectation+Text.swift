public import Architecture
import CapabilityModel
import ExactIntegers

extension Expectation {
  /// The expectation for people, with addresses as the process would see them in its region.
  public func text(for name: ProcessName, in placement: Placement, _ space: PrivateSpace) -> String {
    switch self {
    case .answer(let answer): answer.text
    case .written(let content): "done, with \(content.text(for: name, in: placement, space)) written"
    case .value(let bytes): "the value \(bytes.text(for: name, in: placement))"
    case .register(let value): value.text(for: name, in: placement, space)
    case .fork(let possibilities): possibilities.text(of: "a child")
    case .execute(let possibilities): possibilities.text(of: "the image started anew")
    case .vfork(let possibilities): possibilities.text(of: "a child in the region of its parent")
    case .mapped(let places): "pages mapped at one of the pages \(places)"
    case .anyOf(let expectations):
      expectations.map { $0.text(for: name, in: placement, space) }.joined(separator: ", or ")
    }
  }
}

extension Answer {
  /// The answer for people.
  fileprivate var text: String {
    switch self {
    case .oneOf(let observations):
      let failures = observations.compactMap { if case .failed(let error) = $0 { "\(error)" } else { nil } }
      let others = observations.filter { if case .failed = $0 { false } else { true } }.map(\.text)
      return Self.alternatives(
        others + (failures.isEmpty ? [] : ["the call to fail: " + failures.joined(separator: " or ")]))
    case .events(let events, let other):
      return "events: "
        + [
          events.map { Set($0.map(\.text)).sorted().joined(separator: " or ") }.joined(separator: "; "),
          other.map { "or \($0.text)" },
        ]
        .compactMap(\.self).joined(separator: "; ")
    case .atLeast(let least): return "the number \(least) or more"
    case .limits(let limit): return "the limits \(limit.soft) and \(limit.hard)"
    case .limit(let least): return "a limit of \(least) or more"
    case .reaped(let zombies):
      return Self.alternatives(zombies.sorted { $0.key < $1.key }.map { "\($0.key) reaped, \($0.value)" })
    case .count(let counts, let other):
      let bytes =
        counts.count == 1 ? "\(counts.lowerBound) bytes" : "\(counts.lowerBound) to \(counts.upperBound) bytes"
      return Self.alternatives([bytes, other?.text].compactMap(\.self))
    case .killed(let refusal): return "\(refusal.signal.name): \(refusal)"
    }
  }

  private static func alternatives(_ texts: [String]) -> String { texts.joined(separator: ", or ") }
}

extension ForkPossibilities {
  /// What may come of a call, for people.
  fileprivate func text(of success: String) -> String {
    let failures = errors.sorted { $0.rawValue < $1.rawValue }.map { error in
      error == .noMemory
        ? "ENOMEM, for want of a region or of memory for the worst case"
        : error == .tryAgain ? "EAGAIN, by the limit of processes" : "\(error)"
    }
    return ((maySucceed ? [success] : []) + failures).joined(separator: ", or ")
  }
}

extension Observation {
  /// An outcome that says nothing of addresses, for people.
  fileprivate var text: String {
    switch self {
    case .value(let number): "the number \(number)"
    case .count(let count): "\(count) bytes"
    case .descriptor(let number): "descriptor \(number)"
    case .descriptors(let read, let write): "descriptors \(read) to read and \(write) to write"
    case .signals(let signals):
      "pending: " + (signals.isEmpty ? "none" : signals.all.map(\.name).sorted().joined(separator: ", "))
    case .events(let events): "events: \(events.map(\.text).joined(separator: "; "))"
    case .limits(let soft, let hard): "the limits \(soft) and \(hard)"
    case .message(let count, let priority): "a message of \(count) bytes with priority \(priority)"
    case .signaled(let signal): "ended by \(signal.name)"
    case .failed(let error): "the call to fail: \(error)"
    case .wouldBlock: "no answer yet: the call would wait"
    case .noSuchProcess: "nothing, since there is no such process to act, it is suspended, or the name is taken"
    case .done, .pointer, .forked, .mapped, .executed, .reaped, .killed, .started, .interleaved, .unsupported:
      "\(self)"
    }
  }
}

extension Options<PollEvent> {
  /// The events for people.
  fileprivate var text: String {
    isEmpty ? "none" : all.map { $0 == .hangUp ? "hang-up" : $0.rawValue }.joined(separator: " and ")
  }
}

extension PosixValue {
  /// The content of a register for people.
  fileprivate func text(for name: ProcessName, in placement: Placement, _ space: PrivateSpace) -> String {
    switch self {
    case .pointer(let pointer):
      guard let base = placement.base(of: name) else { return "\(pointer)" }
      return "\(pointer.relocated(from: space.region, to: Region(base: base, sizeLog2: space.sizeLog2, epoch: 0)))"
    case .bytes(let bytes): return "no tag, and the bytes \(bytes.text(for: name, in: placement))"
    }
  }
}

extension [PosixByte] {
  /// The bytes for people: the number they are if that is known, else byte by byte from the highest.
  fileprivate func text(for name: ProcessName, in placement: Placement) -> String {
    var isExact = true
    let digits = reversed().map { byte -> String in
      switch byte {
      case .data(let value): return Self.hexadecimal(value)
      case .fragment(let image, let index):
        isExact = isExact && index >= 8
        return Self.hexadecimal(image.byte(index, regionBase: placement.regionBase(of: name)))
      case .undetermined:
        isExact = false
        return "??"
      }
    }
    let number = "0x" + digits.joined()
    return isExact ? number : "\(number), or its address relative to the region of a relative (?? is any byte)"
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
