import Architecture

import Architecture

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
