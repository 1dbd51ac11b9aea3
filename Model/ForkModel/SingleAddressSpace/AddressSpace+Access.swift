import Architecture
import CapabilityModel
import ExactIntegers

/// Loads and stores, through pointers and pages.
extension AddressSpace {
  mutating func load(
    _ size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let position = try position(of: .loadData, size: size, through: register, offset: offset, by: name)
    let bytes = loadBytes(size, at: position, of: name)
    return .value(bytes.reversed().reduce(Integer(0)) { ($0 << 8) + Integer($1) }.word)
  }

  mutating func store(
    _ value: Integer, size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let position = try position(of: .storeData, size: size, through: register, offset: offset, by: name)
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value.bits(8 * $0..<8 * $0 + 8)) }
    store(bytes, at: position, of: name)
    return .done
  }

  /// Rule ``fork.loadPointer.policy``: A pointer in memory loses its tag on the way when the authority lacks
  /// LoadCapability. Otherwise the page decides: it may let the tag through, strip it, or fault. The fault is served,
  /// and the load then finds the pointer relocated.
  mutating func loadPointer(
    into target: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let position = try position(of: .loadPointer, size: 16, through: register, offset: offset, by: name)
    let mayLoadTags = pointer(inRegister: register, of: name).permissions.contains(.loadCapability)
    try open(position, size: 16, of: name, for: .load)
    if mayLoadTags && granule(at: position, of: name).tag {
      try open(position, size: 16, of: name, for: .loadTagged)
    }
    let isStripped = !mayLoadTags || mapping(at: position, of: name).loadPolicy == .strip
    let loaded = granule(at: position, of: name)
    return write(isStripped ? loaded.clearTag() : loaded, into: target, of: name)
  }

  mutating func storePointer(
    _ source: PointerRegister, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let stored = pointer(inRegister: source, of: name)
    let kind = MemoryAccess.Kind.storePointer(
      tagged: stored.tag, global: stored.permissions.contains(.global))
    let position = try position(of: kind, size: 16, through: register, offset: offset, by: name)
    try open(position, size: 16, of: name, for: stored.tag ? .storeTagged : .store)
    withFrame(at: position, of: name) { frame, offset in frame.store(stored, inGranule: offset / 16) }
    return .done
  }

  mutating func compute(
    _ operation: PointerOperation, into target: PointerRegister, from source: PointerRegister, by name: ProcessName
  ) -> Observation {
    write(operation.applied(to: pointer(inRegister: source, of: name)), into: target, of: name)
  }

  func inspect(_ register: PointerRegister, by name: ProcessName) -> Observation {
    .pointer(PointerView(pointer(inRegister: register, of: name).bits))
  }

  /// Makes every page that an access touches permit it, serving the faults that it raises.
  private mutating func open(
    _ position: Int, size: Int, of name: ProcessName, for need: PageNeed
  ) throws(ActionFailure) {
    for page in ProcessImage.pages(from: position, size: size) { try serve(page, of: owner(of: name), for: need) }
  }

  /// Serves the faults that an access raises which the pages have been found to permit.
  private mutating func serve(_ position: Int, size: Int, of name: ProcessName, for need: PageNeed) {
    do {
      try open(position, size: size, of: name, for: need)
    } catch {
      impossible(
        "fork.fault.entitlement", "\(name) may \(need) \(size) bytes at \(position) of its region, but gets \(error)")
    }
  }

  /// Loads bytes; the page has been found to permit it, so a fault that this raises is served.
  mutating func loadBytes(_ count: Int, at position: Int, of name: ProcessName) -> [UInt8] {
    if count > 0 { serve(position, size: count, of: name, for: .load) }
    return (position..<position + count).map { byte(at: $0, of: name) }
  }

  /// Stores bytes; the page has been found to permit it, so a fault that this raises is served.
  mutating func store(_ bytes: [UInt8], at position: Int, of name: ProcessName) {
    if !bytes.isEmpty { serve(position, size: bytes.count, of: name, for: .store) }
    for (offset, byte) in zip(position..., bytes) {
      withFrame(at: offset, of: name) { frame, offset in frame.store(byte, at: offset) }
    }
  }

  /// The mapping of a page that has been found to permit an access.
  private func mapping(at position: Int, of name: ProcessName) -> Mapping {
    guard let mapping = process(owner(of: name)).mappings[position / ProcessImage.pageSize] else {
      impossible("fork.refinement", "\(name) may access \(position) of its region, where it has no mapping")
    }
    return mapping
  }

  private func byte(at position: Int, of name: ProcessName) -> UInt8 {
    frame(mapping(at: position, of: name).frame).byte(at: position % ProcessImage.pageSize)
  }

  private func granule(at position: Int, of name: ProcessName) -> Capability {
    frame(mapping(at: position, of: name).frame)
      .capability(inGranule: position % ProcessImage.pageSize / 16, world.format)
  }

  private mutating func withFrame(
    at position: Int, of name: ProcessName, _ change: (inout Frame, _ offset: Int) -> Void
  ) {
    let number = mapping(at: position, of: name).frame
    var frame = frame(number)
    // So that the frame is changed in place.
    frames[number] = nil
    change(&frame, position % ProcessImage.pageSize)
    frames[number] = frame
  }
}
