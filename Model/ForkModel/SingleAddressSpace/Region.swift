import Architecture
public import CapabilityModel
public import ExactIntegers

/// The part of the address space that a process owns, at one time of its life.
///
/// Rule ``fork.region.alignment``: A region has 2^k bytes and lies at a multiple of 2^(k+2). The rest of these 2^(k+2)
/// bytes belongs to nobody, so regions are never adjacent, and moving a pointer from one region to another changes its
/// address word and nothing else.
///
/// Rule ``fork.region.epoch``: To give a region to another process begins a new epoch. An origin is a region *and* its
/// epoch.
public struct Region: Hashable, Sendable, CustomStringConvertible {
  /// The first address.
  public let base: Integer
  /// It has 2^k bytes; this is k.
  public let sizeLog2: Int
  /// Counts the processes that have owned it.
  public let epoch: Int

  /// Names a region at one time of its life.
  public init(base: Integer, sizeLog2: Int, epoch: Int) {
    self.base = base
    self.sizeLog2 = sizeLog2
    self.epoch = epoch
  }

  /// The first address behind it.
  public var end: Integer { base + Integer.twoTo(sizeLog2) }

  /// Whether the base is where the base of a region must be.
  public var isAligned: Bool { base.isMultiple(ofTwoTo: sizeLog2 + 2) }

  /// Whether two regions have an address in common.
  public func overlaps(_ other: Region) -> Bool { base < other.end && other.base < end }

  /// Whether the bounds of a pointer lie inside.
  ///
  /// Rule ``fork.region.inside``: The bounds of a pointer lie inside a region if the region starts at or below the base
  /// and ends at or above the top, zero length at either end included. The address may lie anywhere: the bounds decide.
  public func holds(_ pointer: Capability) -> Bool {
    bounds.contains(pointer.bounds)
  }

  /// The addresses of the region.
  public var bounds: Bounds { Bounds(base: base, top: end) }

  /// The region as it is printed.
  public var description: String { "\(base.hexadecimal)+2^\(sizeLog2)@\(epoch)" }
}

/// Regions: their use, their quarantine, their reuse.
extension AddressSpace {
  /// Takes a region that no other process owns into use, in a new epoch.
  ///
  /// Rule ``fork.region.quarantine``: A region is given to a new process only when no frame with tags has it as its
  /// origin, in whichever epoch.
  ///
  /// Rule ``fork.region.pressure``: When only quarantined regions are left, the frames that hold one back get another
  /// origin.
  mutating func takeRegion(for name: ProcessName) -> Region? {
    let unowned = unowned(but: name)
    guard let index = unowned.first(where: { !isQuarantined(regions[$0]) }) ?? unowned.first else { return nil }
    if isQuarantined(regions[index]) { changeOrigins(of: regions[index]) }
    let old = regions[index]
    regions[index] = Region(base: old.base, sizeLog2: old.sizeLog2, epoch: old.epoch + 1)
    return regions[index]
  }

  /// The regions that belong to no process that runs, or only to one that is about to leave its own.
  private func unowned(but name: ProcessName) -> [Int] {
    let owned = Set(processes.filter { $0.key != name && $0.value.runs }.values.map(\.region.base))
    return regions.indices.filter { !owned.contains(regions[$0].base) }
  }

  private func isQuarantined(_ region: Region) -> Bool {
    frames.values.contains { $0.origin?.base == region.base && !$0.tags.isEmpty }
  }

  /// Rule ``fork.changeOrigin``: To change the origin of a frame is to relocate it in place to the region of one of
  /// those that map it. Nobody's page changes; what is pending for the others is counted from the new origin from then
  /// on.
  private mutating func changeOrigins(of region: Region) {
    for (number, frame) in frames where frame.origin?.base == region.base && !frame.tags.isEmpty {
      let sharers = processes.filter { $0.value.mappings.values.contains { $0.frame == number } }
      guard let heir = sharers.min(by: { $0.key < $1.key }) else {
        impossible("fork.frame.freed", "frame \(number) has the origin \(region), and no page shows it")
      }
      frames[number] = relocated(frame, to: heir.value.region)
    }
  }
}
