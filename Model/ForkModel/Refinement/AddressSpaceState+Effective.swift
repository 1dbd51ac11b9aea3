public import CapabilityModel

extension AddressSpaceState {
  /// The pointers that a process has in memory once everything that it is owed has been relocated, by their offset in
  /// the region.
  ///
  /// Rule ``fork.owed``: A page whose frame has another home than the region of its process owes relocation from that home to
  /// this region, whatever lies between them in the line of ancestors. What the process has is what it would find after
  /// that.
  public func effectivePointers(of name: ProcessNumber) -> [Int: Capability] {
    guard let process = processes[name] else { return [:] }
    return effectivePointers(of: process, in: process.region)
  }

  /// The pointers of a process as they would be if its image lay in another region.
  func effectivePointers(of process: Process, in region: Region) -> [Int: Capability] {
    var pointers: [Int: Capability] = [:]
    for (page, mapping) in owner(of: process).mappings {
      guard let frame = frames[mapping.frame], let home = frame.home, mapping.loadPolicy != .strip else { continue }
      for (granule, pointer) in frame.pointers {
        let offset = page * ProcessImage.pageSize + granule * 16
        pointers[offset] = kernelEntries.contains(pointer) ? pointer : pointer.relocated(from: home, to: region)
      }
    }
    return pointers
  }
}
