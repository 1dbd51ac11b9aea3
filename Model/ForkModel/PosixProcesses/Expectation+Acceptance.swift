import Architecture
import CapabilityModel
import ExactIntegers

/// When an observation is one of those that an expectation allows.
extension Expectation {
  /// Whether the expectation allows an outcome, seen by a process whose region lies where a placement says.
  func allows(_ outcome: Outcome, by name: ProcessNumber, in placement: Placement, space: PrivateSpace) -> Bool {
    switch (self, outcome) {
    case (.done, .done), (.wouldBlock, .wouldBlock), (.skipped, .skipped): true
    case (.done(let written?), .pointer(let observed)), (.register(let written), .pointer(let observed)):
      written.shows(observed, in: placement.base(of: name) ?? 0, placement: placement, space: space)
    case (.value(let bytes), .value(let number)): bytes.show(number, placement: placement)
    case (.fork(let possibilities), .forked), (.execute(let possibilities), .executed): possibilities.maySucceed
    case (.vfork(let possibilities), .forked(let base)): possibilities.maySucceed && placement.base(of: name) == base
    case (.fork(let possibilities), .failed(let error)), (.vfork(let possibilities), .failed(let error)),
      (.execute(let possibilities), .failed(let error)):
      possibilities.errors.contains(error)
    case (.events(let events, _), .events(let observed)):
      events.count == observed.count && zip(events, observed).allSatisfy { $0.contains($1) }
    case (.events(_, let other), _): other == outcome
    case (.atLeast(let least), .value(let number)): number >= least
    case (.limit(let least), .limit(let limit)): limit.soft >= least && limit.hard >= limit.soft
    case (.reaped(let zombies), .reaped(let child, let ending)): zombies[child]?.isReported(as: ending) == true
    case (.mapped(let places), .mapped(let address)):
      places.contains { placement.address(ofPage: $0, of: name) == address }
    case (.count(let counts, _), .count(let count)) where counts.contains(count): true
    case (.count(_, let other), _): other == outcome
    case (.oneOf(let outcomes), _): outcomes.contains(outcome)
    case (.anyOf(let expectations), _):
      expectations.contains { $0.allows(outcome, by: name, in: placement, space: space) }
    case (.failed(let expected), .failed(let observed)): expected.contains(observed)
    case (.killed(let refusal), .killed(let kind)): refusal.kind == kind
    default: false
    }
  }
}

extension PosixValue {
  /// Whether a register with this content shows these words in a region at an address.
  ///
  /// Rule ``posix.observe.pointer``: A tagged pointer shows the same metadata word wherever the region lies, and an address
  /// as far from the base of the region as in the POSIX view. It always has its tag.
  fileprivate func shows(
    _ observed: Capability, in regionBase: Integer, placement: Placement, space: PrivateSpace
  ) -> Bool {
    switch self {
    case .pointer(let pointer):
      let image = space.image(of: pointer)
      return observed.tag && observed.metadata == image.metadata
        && observed.address == (image.offset + regionBase).modulo(twoTo: 64)
    case .bytes(let bytes):
      return !observed.tag && bytes.show(observed.bytesInMemory, placement: placement)
    }
  }
}

extension [PosixByte] {
  /// Whether these bytes show a number, from its low byte upwards.
  fileprivate func show(_ number: Integer, placement: Placement) -> Bool {
    let observed = indices.map { UInt8(truncatingIfNeeded: number.bits(8 * $0..<8 * $0 + 8)) }
    return number < Integer.twoTo(8 * count) && show(observed, placement: placement)
  }

  /// Whether these bytes show the given ones.
  ///
  /// Rule ``fork.observe.pointerBytes``: The metadata word of a pointer and the address bits that do not depend on the place
  /// of the region are seen as they are. The other bits of the address word may be seen relative to the reader's region
  /// or to the origin of the frame; that is the region of some relative. All the bytes of one pointer that are seen at once
  /// must be seen relative to one region.
  ///
  /// Rule ``fork.observe.undetermined``: An undetermined byte may be seen as anything.
  func show(_ observed: [UInt8], placement: Placement) -> Bool {
    var fragments: [PointerImage: [(index: Int, observed: UInt8)]] = [:]
    for (expected, observed) in zip(self, observed) {
      switch expected {
      case .data(let value): if value != observed { return false }
      case .fragment(let image, let index): fragments[image, default: []].append((index, observed))
      case .undetermined: break
      }
    }
    return fragments.allSatisfy { image, seen in
      placement.all.contains { base in seen.allSatisfy { image.byte($0.index, regionBase: base) == $0.observed } }
    }
  }
}
