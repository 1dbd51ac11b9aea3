import CapabilityModel

/// The single address space is a refinement of the POSIX view: forget where things lie, and the one becomes the other.
extension PosixSystem {
  /// Where a state of a single address space differs from this system.
  ///
  /// Rule ``fork.refinement``: At every step the processes of the single address space are those of the POSIX view, and each
  /// has, once everything owed is relocated and addresses are counted from the base of its region, the same pointers at
  /// the same places.
  public func violations(ofRefinementBy state: AddressSpaceState) -> [Violation] {
    let findings = differingProcesses(state) + processes.keys.sorted().flatMap { differingPointers(of: $0, state) }
    return findings.map {
      Violation(
        rule: "fork.refinement",
        guarantee: "After owed relocation, every process has in memory the pointers that the POSIX view gives it.",
        finding: $0)
    }
  }

  private func differingProcesses(_ state: AddressSpaceState) -> [String] {
    Set(processes.keys).union(state.processes.keys).sorted().compactMap { name in
      let expected = processes[name].map(\.runs)
      let found = state.processes[name].map { !$0.isZombie }
      if expected == found { return nil }
      return "\(name) should \(Self.describe(expected)), but \(Self.describe(found))."
    }
  }

  private static func describe(_ runs: Bool?) -> String {
    switch runs {
    case nil: "not be there"
    case true?: "be running"
    case false?: "be a zombie"
    }
  }

  private func differingPointers(of name: ProcessNumber, _ state: AddressSpaceState) -> [String] {
    guard let process = processes[name], process.runs, let found = state.processes[name] else { return [] }
    let expected = processes[owner(of: name)]?.memory.pointers ?? [:]
    let observed = state.effectivePointers(of: found, in: space.region)
    return Set(expected.keys).union(observed.keys).sorted().compactMap { offset in
      if expected[offset] == observed[offset] { return nil }
      return """
        At offset \(offset) of its region \(name) should have \(Self.describe(expected[offset])), \
        but has \(Self.describe(observed[offset])) (addresses as if the region lay at \(space.base.hexadecimal)).
        """
    }
  }

  private static func describe(_ pointer: Capability?) -> String {
    pointer.map { "\($0)" } ?? "no tagged pointer"
  }
}

extension AddressSpace {
  /// Where the contents of registers and memory differ from those of the POSIX view, bytes included.
  ///
  /// This is the whole refinement, which needs more than guarantees may ask of a subject: the bytes of every frame.
  package func differences(from system: PosixSystem, placement: Placement) -> [String] {
    system.violations(ofRefinementBy: state).map(\.finding)
      + processes.filter(\.value.runs).sorted { $0.key < $1.key }.flatMap { name, process in
        differingRegisters(of: process, name, system, placement) + differingPages(of: process, name, system)
          + differingBytes(of: process, name, system, placement)
      }
  }

  private func differingRegisters(
    of process: SpaceProcess, _ name: ProcessNumber, _ system: PosixSystem, _ placement: Placement
  ) -> [String] {
    process.threads.running.flatMap { thread, registers -> [String] in
      guard let expected = system.processes[name]?.threads.running[thread] else {
        return ["\(name) has thread \(thread)."]
      }
      return zip(registers, expected).compactMap { register, expected in
        let isAllowed = Expectation.register(expected)
          .allows(.pointer(register), by: name, in: placement, space: system.space)
        return isAllowed ? nil : "Thread \(thread) of \(name) should hold \(expected), but holds \(register)."
      }
    }
  }

  /// Both views agree on what is mapped; and every mapped page has a mapping with just this entitlement.
  private func differingPages(of process: SpaceProcess, _ name: ProcessNumber, _ system: PosixSystem) -> [String] {
    let expected = system.processes[name]?.layout ?? PageLayout()
    if process.layout != expected { return ["The pages of \(name) should be \(expected), but are \(process.layout)."] }
    let entitlements = process.mappings.mapValues(\.entitlement)
    return entitlements == process.layout.pages.mapValues(\.entitlement)
      ? [] : ["\(name) has mappings \(entitlements)."]
  }

  private func differingBytes(
    of process: SpaceProcess, _ name: ProcessNumber, _ system: PosixSystem, _ placement: Placement
  ) -> [String] {
    process.mappings.flatMap { page, mapping -> [String] in
      guard let frame = frames[mapping.frame] else { return [] }
      return frame.writtenOffsets.compactMap { offset in
        let position = page * ProcessImage.pageSize + offset
        let expected = system.byte(at: position, of: name)
        let isAllowed = [expected].show([frame.byte(at: offset)], placement: placement)
        return isAllowed ? nil : "Byte \(position) of \(name) should be \(expected), but is \(frame.byte(at: offset))."
      }
    }
  }
}
