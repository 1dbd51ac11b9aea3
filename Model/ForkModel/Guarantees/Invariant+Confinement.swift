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

extension Invariant {
  /// Rule ``guarantee.gatedEntry``: Kernel code is entered at the sealed entries that the kernel publishes, and nowhere
  /// else. So all that a process has is either such an entry, bit for bit, or has no permission for privileged
  /// instructions or for making and using seals, and is sealed as an entry at most; and the entries themselves are
  /// tagged and sealed.
  ///
  /// What the kernel holds for a process may have more, since the process can't use it.
  public static let gatedEntry = Invariant(
    rule: "guarantee.gatedEntry",
    guarantee: "Processes enter the kernel at its sealed entries only, and hold no privileged permission."
  ) { state in
    let entries = state.kernelEntries.filter { !($0.tag && $0.isEntry) }
      .map { "The kernel publishes an entry that is not sealed as one: \($0)." }
    let held = state.running.flatMap { name, process in
      state.pointers(of: process).filter { !state.kernelEntries.contains($0.pointer) && $0.pointer.isPrivileged }
        .map { "\(name) has in \($0.place): \($0.pointer)." }
    }
    return entries + held
  }

  /// Rule ``guarantee.bytesOnly``: Shared memory carries bytes, never tags: no frame without an origin holds a tagged
  /// pointer.
  public static let bytesOnly = Invariant(
    rule: "guarantee.bytesOnly",
    guarantee: "What processes share carries bytes and no tags."
  ) { state in
    state.frames.filter { $0.value.origin == nil && !$0.value.pointers.isEmpty }.keys.sorted()
      .map { "Frame \($0) of a shared mapping holds tagged pointers." }
  }
}

extension AddressSpaceState {
  /// Everything tagged that a process holds in registers or has in memory, with its place.
  fileprivate func pointers(of process: Process) -> [(place: String, pointer: Capability)] {
    let registers = process.registers.filter(\.value.tag).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let memory = effectivePointers(of: process, in: process.region).sorted { $0.key < $1.key }
      .map { ("memory at offset \($0.key)", $0.value) }
    return registers + memory
  }
}

extension Capability {
  /// Whether it lets a process do what only the kernel may.
  fileprivate var isPrivileged: Bool {
    permissions.intersects([.seal, .unseal, .cInvoke, .accessSystemRegisters, .setCompartmentID])
      || (isSealed && !isEntry)
  }
}
