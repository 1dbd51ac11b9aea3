import Architecture
import CapabilityModel
import ExactIntegers

/// Loads and stores, through pointers and pages.
extension AddressSpace {
  mutating func load(
    _ size: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let position = try position(of: .loadData, size: size, through: register, offset: offset, by: name)
    try open(position, size: size, of: name, for: .load)
    var value: Integer = 0
    for index in 0..<size { value += Integer(byte(at: position + index, of: name)) << (8 * index) }
    return .value(value)
  }

  mutating func store(
    _ value: Integer, size: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let position = try position(of: .storeData, size: size, through: register, offset: offset, by: name)
    try open(position, size: size, of: name, for: .store)
    for index in 0..<size {
      let byte = UInt8(truncatingIfNeeded: value.bits(8 * index..<8 * index + 8))
      withFrame(at: position + index, of: name) { frame, offset in frame.store(byte, at: offset) }
    }
    return .done
  }

  /// Rule ``fork.loadPointer.policy``: A pointer in memory loses its tag on the way when the authority lacks LoadCapability.
  /// Otherwise the page decides: it may let the tag through, strip it, or fault. The fault is served, and the load then
  /// finds the pointer relocated.
  mutating func loadPointer(
    into target: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let position = try position(of: .loadPointer, size: 16, through: register, offset: offset, by: name)
    let mayLoadTags = pointer(inRegister: register, of: name).permissions.contains(.loadCapability)
    try open(position, size: 16, of: name, for: .load)
    if mayLoadTags && granule(at: position, of: name).tag {
      try open(position, size: 16, of: name, for: .loadTagged)
    }
    let isStripped = !mayLoadTags || mapping(at: position, of: name)?.loadPolicy == .strip
    let loaded = granule(at: position, of: name)
    return write(isStripped ? loaded.clearTag() : loaded, into: target, of: name)
  }

  mutating func storePointer(
    _ source: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Outcome {
    let stored = pointer(inRegister: source, of: name)
    let kind = MemoryAccess.Kind.storePointer(
      tagged: stored.tag, global: stored.permissions.contains(.global))
    let position = try position(of: kind, size: 16, through: register, offset: offset, by: name)
    try open(position, size: 16, of: name, for: stored.tag ? .storeTagged : .store)
    withFrame(at: position, of: name) { frame, offset in frame.store(stored, inGranule: offset / 16) }
    return .done
  }

  /// Where in the region an access goes, if its pointer authorises it. Rule: ``posix.access.order``.
  ///
  /// Rule ``fork.access.region``: An address outside the region of the process is not mapped.
  private func position(
    of kind: MemoryAccess.Kind, size: Int, through register: Int, offset: Integer, by name: ProcessNumber
  ) throws(ActionFailure) -> Int {
    let authority = pointer(inRegister: register, of: name)
    let access = MemoryAccess(kind, size: size, through: authority, offset: offset)
    do { try access.check(against: authority) } catch { throw .refused(error) }
    guard let region = processes[name]?.region, access.address >= region.base, access.address < region.end,
      let position = Int(exactly: access.address - region.base)
    else { throw .refused(.outOfBounds) }
    return position
  }

  /// Makes every page that an access touches permit it, serving the faults that it raises.
  private mutating func open(
    _ position: Int, size: Int, of name: ProcessNumber, for need: PageNeed
  ) throws(ActionFailure) {
    for page in ProcessImage.pages(from: position, size: size) { try serve(page, of: owner(of: name), for: need) }
  }

  func mapping(at position: Int, of name: ProcessNumber) -> Mapping? {
    processes[owner(of: name)]?.mappings[position / ProcessImage.pageSize]
  }

  private func byte(at position: Int, of name: ProcessNumber) -> UInt8 {
    guard let mapping = mapping(at: position, of: name) else { return 0 }
    return frames[mapping.frame]?.byte(at: position % ProcessImage.pageSize) ?? 0
  }

  private func granule(at position: Int, of name: ProcessNumber) -> Capability {
    guard let mapping = mapping(at: position, of: name), let frame = frames[mapping.frame] else {
      return world.format.null
    }
    return frame.capability(inGranule: position % ProcessImage.pageSize / 16, world.format)
  }

  private mutating func withFrame(
    at position: Int, of name: ProcessNumber, _ change: (inout Frame, _ offset: Int) -> Void
  ) {
    guard let number = mapping(at: position, of: name)?.frame, var frame = frames.removeValue(forKey: number) else {
      return
    }
    change(&frame, position % ProcessImage.pageSize)
    frames[number] = frame
  }
}
