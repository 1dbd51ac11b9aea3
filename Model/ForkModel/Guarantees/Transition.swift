public import Architecture
import CapabilityModel
import ExactIntegers

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

extension Transition {
  /// The violations of what a step may copy that makes no system call and touches so many pages.
  ///
  /// Rule ``fork.fault.one``: A fault copies exactly one frame: an access gives its process a new frame for each page
  /// that it touches at most, and no other page of the process changes the frame it shows.
  public func violationsOfSingleCopy(pagesTouched: Int) -> [Violation] {
    guard let old = before.processes[actor].map(before.owner), let process = after.processes[actor], !process.isZombie
    else { return [] }
    let new = after.owner(of: process)
    let moved = old.mappings.keys.filter { old.mappings[$0]?.frame != new.mappings[$0]?.frame }.sorted()
    let copies = after.frames.count - before.frames.count
    if moved.count <= pagesTouched, copies <= moved.count { return [] }
    return [
      Violation(
        rule: "fork.fault.one", guarantee: "A fault copies exactly one frame.",
        finding:
          "A step of \(actor) touches \(pagesTouched) pages, but \(copies) frames are new, and pages \(moved) show others."
      )
    ]
  }

  /// The violations of what a fork that has succeeded makes of the image.
  ///
  /// Rule ``fork.child.image``: The child has the pointers of its parent, in registers and memory, each moved by the
  /// distance of the regions. So their order, which of them are equal, and their addresses modulo 2^(k+2) are the same.
  public func violationsOfCopying(to child: ProcessName) -> [Violation] {
    guard let parent = before.processes[actor], let copy = after.processes[child] else { return [] }
    let moved = before.effectivePointers(of: parent, in: copy.region)
    let present = after.effectivePointers(of: child)
    let offsets = Set(moved.keys).union(present.keys).sorted().filter { moved[$0] != present[$0] }
    let registers = copy.registers.keys.sorted().filter { name in
      guard let original = parent.registers[name], original.tag, let new = copy.registers[name] else { return false }
      return !before.kernelEntries.contains(original)
        && new != original.relocated(from: parent.region, to: copy.region)
    }
    return (offsets.map { "at offset \($0)" } + registers.map { "in \($0)" }).map {
      Violation(
        rule: "fork.child.image", guarantee: "The child has the pointers of its parent, moved to its own region.",
        finding: "After a fork by \(actor), \(child) has another pointer \($0) than \(actor) had.")
    }
  }
}
