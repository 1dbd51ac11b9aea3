import Architecture
import CapabilityModel

extension Transition {
  /// The violations of what holds of calls that fail.
  ///
  /// Rule ``guarantee.atomicFailure``: A call that fails, or is given up because it would block, changes nothing: no
  /// process, no register, no page, no frame, no descriptor, no shared memory object. Only that it has served what was
  /// pending for a page that it was about to use is no change, since nobody can tell. Where POSIX allows a part to have
  /// been done, that is none either (``ForkAction/mayFailInPart(with:)``).
  public var violationsOfAtomicFailure: [Violation] {
    let names = Set(before.processes.keys).union(after.processes.keys).sorted()
    let findings =
      names.flatMap { name in changes(of: name).map { "\(name) has \($0)" } }
      + (keepsFrames ? [] : ["other frames are in use than before"])
      + (before.openFiles == after.openFiles ? [] : ["other open file descriptions are in use than before"])
      + (before.sharedObjects == after.sharedObjects ? [] : ["shared memory objects have other frames than before"])
    return findings.map {
      Violation(
        rule: "guarantee.atomicFailure", guarantee: "A call that fails changes nothing.",
        finding: "After a call of \(actor) that failed, \($0).")
    }
  }

  /// What of a process is not as it was, but for what was pending and has been served.
  private func changes(of name: ProcessName) -> [String] {
    guard let old = before.processes[name], let new = after.processes[name] else { return ["come or gone"] }
    let (paid, pages) = (paidPages(of: name), Set(old.mappings.keys).union(new.mappings.keys).sorted())
    return difference("ended", old.isZombie, new.isZombie) + difference("another region", old.region, new.region)
      + difference("other registers", old.registers, new.registers)
      + difference("other contents in the kernel", old.heldByKernel, new.heldByKernel)
      + difference("other descriptors", old.descriptors, new.descriptors)
      + pages.filter { !paid.contains($0) }
      .flatMap { difference("another page \($0)", old.mappings[$0], new.mappings[$0]) }
      + difference("other pointers", before.effectivePointers(of: name), after.effectivePointers(of: name))
  }

  private func difference<Value: Equatable>(_ text: String, _ old: Value, _ new: Value) -> [String] {
    old == new ? [] : [text]
  }

  /// The pages of a process, before and after, that permit more than before, and nothing that it is not entitled to.
  private func paidPages(of name: ProcessName) -> [Int] {
    guard let old = before.processes[name]?.mappings, let new = after.processes[name]?.mappings else { return [] }
    return old.keys.filter { page in
      guard let former = old[page], let present = new[page] else { return false }
      return former != present && present.pays(former)
    }
  }

  /// Whether the same frames are in use, but for those that pages got for which something pending was served.
  private var keepsFrames: Bool {
    let paid = before.processes.keys.flatMap { name in
      paidPages(of: name).compactMap { after.processes[name]?.mappings[$0]?.frame }
    }
    return Set(before.frames.keys).union(paid) == Set(after.frames.keys)
  }
}

extension Mapping {
  /// Whether this can be what a former mapping has become when what was pending for its page was served.
  fileprivate func pays(_ former: Mapping) -> Bool {
    let (right, formerRight) = (entitlement, former.entitlement)
    let isSameRight =
      right.read == formerRight.read && right.write == formerRight.write && right.isShared == formerRight.isShared
    let keeps = (readable || !former.readable) && (writable || !former.writable)
    return isSameRight && keeps && (!readable || right.read) && (!writable || right.write)
  }
}
