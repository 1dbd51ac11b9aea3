import Architecture
import CapabilityModel

extension Invariant {
  /// Rule ``guarantee.confinement``: Every tagged pointer that a process holds in a register, that the kernel holds for
  /// it, or that it can load from a page after the faults which loading raises, has its bounds inside the region of the
  /// process, or is an entry of the kernel.
  ///
  /// So everything that can be reached from there is confined as well, since only pages of the region can be reached.
  public static let confinement = Invariant(
    rule: "guarantee.confinement",
    guarantee: "Every capability that a process holds or can load stays inside its own region."
  ) { state in
    state.running.flatMap { name, process in
      process.unconfinedRegisters(name, state) + process.unconfinedMemory(name, state)
    }
  }
}

extension AddressSpaceState.Process {
  fileprivate func unconfinedRegisters(_ name: ProcessName, _ state: AddressSpaceState) -> [String] {
    func isUnconfined(_ pointer: Capability) -> Bool {
      pointer.tag && !region.holds(pointer) && !state.kernelEntries.contains(pointer)
    }
    let places =
      registers.filter { isUnconfined($0.value) }.map { ("\(name) holds in \($0.key)", $0.value) }
      + heldByKernel.filter { isUnconfined($0.value) }.map { ("the kernel holds for \(name) as \($0.key)", $0.value) }
    return places.sorted { $0.0 < $1.0 }.map { "\($0.0): \($0.1), outside its region \(region)." }
  }

  fileprivate func unconfinedMemory(_ name: ProcessName, _ state: AddressSpaceState) -> [String] {
    var findings: [String] = []
    for (page, mapping) in mappings.sorted(by: { $0.key < $1.key }) {
      guard let frame = state.frames[mapping.frame], mapping.loadPolicy != .strip else { continue }
      let confines = mapping.showsPointers ? region : frame.origin ?? region
      for (granule, pointer) in frame.pointers.sorted(by: { $0.key < $1.key })
      where !confines.holds(pointer) && !state.kernelEntries.contains(pointer) {
        findings.append(
          """
          \(name) can load from page \(page) (frame \(mapping.frame), granule \(granule)): \(pointer), \
          outside \(mapping.showsPointers ? "its region" : "the origin of the frame") \(confines).
          """)
      }
    }
    return findings
  }
}
