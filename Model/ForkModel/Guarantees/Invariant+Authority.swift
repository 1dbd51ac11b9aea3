import Architecture
import CapabilityModel

extension Invariant {
  /// Rule ``guarantee.noStaleAuthority``: Once a region belongs to another process, no frame holds tags whose origin is
  /// a former epoch of it, and no register or kernel object holds a tagged pointer into it but those of its present
  /// owner.
  public static let noStaleAuthority = Invariant(
    rule: "guarantee.noStaleAuthority",
    guarantee: "Once a region is reused, nothing holds a capability into its former epoch."
  ) { state in
    state.running.filter { !$0.process.usesRegionOfParent }.flatMap { name, process in
      state.staleFrames(in: process.region, of: name) + state.strangers(in: process.region, of: name)
    }
  }
}

extension AddressSpaceState {
  fileprivate func staleFrames(in region: Region, of owner: ProcessName) -> [String] {
    frames.sorted { $0.key < $1.key }.compactMap { number, frame in
      guard let origin = frame.origin, origin.overlaps(region), origin.epoch != region.epoch, !frame.pointers.isEmpty
      else {
        return nil
      }
      return "Frame \(number) holds tags relative to \(origin), which \(owner) now owns as \(region)."
    }
  }

  fileprivate func strangers(in region: Region, of owner: ProcessName) -> [String] {
    processes.filter { $0.key != owner && $0.value.region != region }.sorted { $0.key < $1.key }.flatMap {
      name, process in
      process.registers.merging(process.heldByKernel) { held, _ in held }
        .filter { $0.value.tag && region.holds($0.value) && !kernelEntries.contains($0.value) }
        .sorted { $0.key < $1.key }
        .map { "\(name) holds in \($0.key): \($0.value), inside the region \(region) of \(owner)." }
    }
  }
}
