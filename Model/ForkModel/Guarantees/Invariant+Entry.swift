import Architecture
import CapabilityModel

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
