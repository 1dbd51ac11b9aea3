import Architecture
import CapabilityModel

extension Transition {
  /// The violations of what holds of steps that make no system call.
  ///
  /// Rule ``guarantee.monotonicity``: A step that makes no system call gives its process no authority that it did not
  /// have: each tagged pointer it then has is one that it had, or is derived from one that it had, within its bounds
  /// and with no more permissions, sealed as an entry at most.
  public var violationsOfMonotonicity: [Violation] {
    let former = authority(in: before)
    return authority(in: after).subtracting(former).compactMap { pointer in
      if former.contains(where: { $0.permits(pointer) }) { return nil }
      return Violation(
        rule: "guarantee.monotonicity",
        guarantee: "Without a system call, no step increases the authority of its process.",
        finding: "After a step of its own \(actor) has \(pointer), which nothing it had before permits.")
    }
  }

  /// Everything tagged that the process that acted has.
  private func authority(in state: AddressSpaceState) -> Set<Capability> {
    guard let process = state.processes[actor], !process.isZombie else { return [] }
    let held = Array(process.registers.values) + process.heldByKernel.values
    return Set((held + state.effectivePointers(of: actor).values).filter(\.tag))
  }
}

extension Capability {
  /// Whether instructions can derive the other capability from this one without changing its address in other ways than
  /// an increment.
  fileprivate func permits(_ other: Capability) -> Bool {
    !isSealed && bounds.contains(other.bounds) && other.permissions.isSubset(of: permissions)
      && (!other.isSealed || other.isEntry)
  }
}
