public import Architecture
import CapabilityModel

/// What one step made of a state: the guarantees that speak of two states are judged on it.
public struct Transition: Sendable {
  /// The state before the step.
  public let before: AddressSpaceState
  /// The state after it.
  public let after: AddressSpaceState
  /// Who made the step.
  public let actor: ProcessName

  /// Makes a transition from its parts.
  public init(from before: AddressSpaceState, to after: AddressSpaceState, by actor: ProcessName) {
    self.before = before
    self.after = after
    self.actor = actor
  }

  /// Every way in which the step violates what holds of all steps.
  public var violations: [Violation] { movedMappings + changedStrangers }

  /// Rule ``fork.frame.F3``: On a write it is the writer that gets the new frame. No step of a process changes which
  /// frame a page of another process shows; only a page of shared memory may lose the frame that it shows.
  private var movedMappings: [Violation] {
    bystanders.flatMap { name, old, new in
      Set(old.mappings.keys).union(new.mappings.keys).sorted().compactMap { page in
        let (former, present) = (old.mappings[page]?.frame, new.mappings[page]?.frame)
        let isDiscarded = present == nil && old.mappings[page]?.entitlement.isShared == true
        if former == present || isDiscarded { return nil }
        return Violation(
          rule: "fork.frame.F3",
          guarantee: "The process that writes gets the new frame; no other mapping changes.",
          finding:
            "A step of \(actor) moved page \(page) of \(name) from \(Self.text(former)) to \(Self.text(present)).")
      }
    }
  }

  private static func text(_ frame: Int?) -> String { frame.map { "frame \($0)" } ?? "none" }

  /// Rule ``guarantee.integrity``: A step of a process changes nothing that another process holds: neither its
  /// registers, nor what the kernel holds for it, nor the pointers it has in memory.
  private var changedStrangers: [Violation] {
    bystanders.flatMap { name, old, new in
      var findings: [String] = []
      if old.registers != new.registers { findings.append("changed the registers of \(name).") }
      if old.heldByKernel != new.heldByKernel { findings.append("changed what the kernel holds for \(name).") }
      let (former, present) = (before.effectivePointers(of: name), after.effectivePointers(of: name))
      for offset in Set(former.keys).union(present.keys).sorted() where former[offset] != present[offset] {
        findings.append("changed the pointer at offset \(offset) of \(name).")
      }
      return findings.map {
        Violation(
          rule: "guarantee.integrity", guarantee: "A step of a process changes nothing that belongs to another.",
          finding: "A step of \(actor) \($0)")
      }
    }
  }

  /// The processes that run before and after, but did not act, nor share a region with the one that did (vfork).
  private var bystanders: [(ProcessName, AddressSpaceState.Process, AddressSpaceState.Process)] {
    before.running.compactMap { name, old in
      guard name != actor, old.region != before.processes[actor]?.region, let new = after.processes[name],
        !new.isZombie, new.region == old.region
      else { return nil }
      return (name, old, new)
    }
  }
}
