public import Architecture
public import CapabilityModel

extension AddressSpaceState {
  /// The pointers that a process has in memory once everything pending has been relocated, by their offset in
  /// the region.
  ///
  /// Rule ``fork.pending``: A page whose frame has another origin than the region of its process has relocation pending
  /// from that origin to this region, whatever lies between them in the line of ancestors. What the process has is what
  /// it would find after that.
  public func effectivePointers(of name: ProcessName) -> [Int: Capability] {
    guard let process = processes[name] else { return [:] }
    return effectivePointers(of: process, in: process.region)
  }

  /// The pointers of a process as they would be if its image lay in another region.
  func effectivePointers(of process: Process, in region: Region) -> [Int: Capability] {
    var pointers: [Int: Capability] = [:]
    for (page, mapping) in owner(of: process).mappings {
      guard let frame = frames[mapping.frame], let origin = frame.origin, mapping.loadPolicy != .strip else { continue }
      for (granule, pointer) in frame.pointers {
        let offset = page * ProcessImage.pageSize + granule * 16
        pointers[offset] = kernelEntries.contains(pointer) ? pointer : pointer.relocated(from: origin, to: region)
      }
    }
    return pointers
  }
}
