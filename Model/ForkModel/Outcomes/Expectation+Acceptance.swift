import Architecture
import CapabilityModel
import ExactIntegers

/// When an observation is one of those that an expectation allows.
extension Expectation {
  /// Whether the expectation allows what a process observes whose region lies where a placement says.
  func allows(
    _ observation: Observation, by name: ProcessName, in placement: Placement, space: PrivateSpace
  ) -> Bool {
    func shows(_ content: PosixValue) -> Bool {
      guard case .pointer(let view) = observation else { return false }
      return content.shows(space.format.capability(view.bits), by: name, in: placement, space: space)
    }
    switch self {
    case .answer(let answer): return answer.allows(observation)
    case .written(let content): return observation == .done || shows(content)
    case .register(let content): return shows(content)
    case .value(let bytes):
      guard case .value(let number) = observation else { return false }
      return bytes.show(Integer(number), placement: placement)
    case .fork(let possibilities):
      if case .forked = observation { return possibilities.maySucceed }
      return possibilities.mayFail(observation)
    case .vfork(let possibilities):
      if case .forked(let base) = observation {
        return possibilities.maySucceed && placement.base(of: name) == Integer(base)
      }
      return possibilities.mayFail(observation)
    case .execute(let possibilities):
      if case .executed = observation { return possibilities.maySucceed }
      return possibilities.mayFail(observation)
    case .mapped(let places):
      guard case .mapped(let address) = observation else { return false }
      return places.contains { placement.address(ofPage: $0, of: name) == Integer(address) }
    case .anyOf(let expectations):
      return expectations.contains { $0.allows(observation, by: name, in: placement, space: space) }
    }
  }
}

extension ForkPossibilities {
  /// Whether this is how the call may fail.
  fileprivate func mayFail(_ observation: Observation) -> Bool {
    guard case .failed(let error) = observation else { return false }
    return errors.contains(error)
  }
}

extension Placement {
  /// The base of the region of a process that acts. It is known: the observation of the fork, spawn or execve that has
  /// started it has told it.
  func regionBase(of name: ProcessName) -> Integer {
    guard let base = base(of: name) else {
      impossible("posix.observe.pointer", "\(name) acts, and no observation has told where its region lies")
    }
    return base
  }
}

extension PosixValue {
  /// Whether a register with this content shows these words in a region at an address.
  ///
  /// Rule ``posix.observe.pointer``: A tagged pointer shows the same metadata word wherever the region lies, and an
  /// address as far from the base of the region as in the POSIX view. It always has its tag.
  fileprivate func shows(
    _ observed: Capability, by name: ProcessName, in placement: Placement, space: PrivateSpace
  ) -> Bool {
    switch self {
    case .pointer(let pointer):
      let image = space.image(of: pointer)
      return observed.tag && observed.metadata == image.metadata
        && observed.address == (image.offset + placement.regionBase(of: name)).modulo(twoTo: 64)
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
  /// Rule ``fork.observe.pointerBytes``: The metadata word of a pointer and the address bits that do not depend on the
  /// place of the region are seen as they are. The other bits of the address word may be seen relative to the reader's
  /// region or to the origin of the frame; that is the region of some relative. All the bytes of one pointer that are
  /// seen at once must be seen relative to one region.
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
