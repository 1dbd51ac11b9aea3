import Architecture
import CapabilityModel

/// The single address space is a refinement of the POSIX view: forget where things lie, and the one becomes the other.
extension PosixSystem {
  /// Where a state of a single address space differs from this system.
  ///
  /// Rule ``fork.refinement``: At every step the processes of the single address space are those of the POSIX view, and
  /// each has, once everything pending is relocated and addresses are counted from the base of its region, the same
  /// pointers at the same places.
  public func violations(ofRefinementBy state: AddressSpaceState) -> [Violation] {
    let findings = differingProcesses(state) + processes.keys.sorted().flatMap { differingPointers(of: $0, state) }
    return findings.map {
      Violation(
        rule: "fork.refinement",
        guarantee: "After pending relocation, every process has in memory the pointers that the POSIX view gives it.",
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

  private func differingPointers(of name: ProcessName, _ state: AddressSpaceState) -> [String] {
    guard let process = processes[name], process.runs, let found = state.processes[name] else { return [] }
    let expected = self.process(owner(of: name)).memory.pointers
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
