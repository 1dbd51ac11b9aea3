package import Architecture
import CapabilityModel

/// fork.
extension AddressSpace {
  /// Rule ``fork.atomicFailure``: A fork that fails changes nothing.
  ///
  /// Rule ``fork.charge``: What the parent is charged for is reserved for the child at fork, whatever is copied now or
  /// later. So a fork fails under one strategy when it fails under the others, and a fault can't fail.
  mutating func fork(
    _ child: ProcessName, _ strategy: ForkStrategy, by parent: ProcessName
  ) throws(ActionFailure) -> Observation {
    try checkIsFree(child)
    let owner = owner(of: parent)
    guard let process = processes[parent], let vforkParent = processes[owner] else { throw .skipped }
    try forkPossibilities(costing: vforkParent.layout.chargedPages, by: parent).check()
    guard let region = takeRegion(for: child) else { throw .failed(.noMemory) }
    regionsTaken += 1
    processes[child] = SpaceProcess(
      region: region, mappings: [:], layout: vforkParent.layout,
      threads: process.threads.forked { relocated($0, from: process.region, to: region) },
      descriptors: process.descriptors, signals: process.signals.forked,
      limits: process.limits, parent: parent)
    for (page, mapping) in vforkParent.mappings.sorted(by: { $0.key < $1.key }) {
      share(page, mapping, from: owner, with: child, in: region, strategy: strategy)
    }
    return .forked(regionBase: region.base.word)
  }

  /// Provides one page of the child.
  private mutating func share(
    _ page: Int, _ mapping: Mapping, from parent: ProcessName, with child: ProcessName, in region: Region,
    strategy: ForkStrategy
  ) {
    let frame = frame(mapping.frame)
    switch provision(of: page, mapping, frame, strategy: strategy) {
    case .sharedForever:
      processes[child]?.mappings[page] = mapping
    case .copiedNow:
      let number = allocate(relocated(frame, to: region))
      processes[child]?.mappings[page] = .granting(mapping.entitlement, frame: number)
    case .copiedOnAccess:
      processes[parent]?.mappings[page] = mapping.inaccessible
      processes[child]?.mappings[page] = mapping.inaccessible
    case .copiedOnPointerAccess:
      processes[parent]?.mappings[page] = mapping.readOnly
      processes[child]?.mappings[page] = mapping.withoutPointers
    }
  }

  /// How a page of the child is provided.
  private enum Provision {
    case sharedForever
    case copiedNow
    case copiedOnAccess
    case copiedOnPointerAccess
  }

  /// Rule ``fork.share.shared``: A page of a shared mapping stays shared: nothing is pending for it.
  ///
  /// Rule ``fork.share.readOnly``: A page that is not writable and holds no pointers stays shared.
  ///
  /// Rule ``fork.share.eager``: The global offset table is copied and relocated at fork under every strategy.
  ///
  /// Rule ``fork.share.copy``: Full copy copies and relocates every other page at fork.
  ///
  /// Rule ``fork.share.copyOnAccess``: Copy on access makes every other page inaccessible to parent and child; whoever
  /// touches it gets a copy.
  ///
  /// Rule ``fork.share.copyOnPointerAccess``: Copy on pointer access lets parent and child read every other page, and
  /// neither write it; the child's loads of tagged pointers fault. The parent goes on loading pointers if it could.
  private func provision(
    of page: Int, _ mapping: Mapping, _ frame: Frame, strategy: ForkStrategy
  ) -> Provision {
    if mapping.entitlement.isShared { return .sharedForever }
    if !mapping.entitlement.write && frame.tags.isEmpty { return .sharedForever }
    if world.image.segment(ofPage: page)?.kind == .globalOffsetTable { return .copiedNow }
    switch strategy {
    case .copy: return .copiedNow
    case .copyOnAccess: return .copiedOnAccess
    case .copyOnPointerAccess: return .copiedOnPointerAccess
    }
  }
}

/// vfork.
extension AddressSpace {
  /// The threads of a process that run and are not suspended, in order.
  package func threadsThatMayAct(of name: ProcessName) -> [Int] { awakeThreads(of: name).sorted() }

  /// Rule ``fork.vfork.region``: A child of vfork has the region and the mappings of its parent until it ends (F6); so
  /// nothing is relocated, copied or charged.
  mutating func vfork(_ child: ProcessName, by parent: ProcessName) throws(ActionFailure) -> Observation {
    try checkIsFree(child)
    try limitOfFork(by: parent).check()
    guard let process = processes[parent] else { throw .skipped }
    processes[child] = SpaceProcess(
      region: process.region, mappings: [:], layout: PageLayout(), threads: process.threads.forked { $0 },
      descriptors: process.descriptors, signals: process.signals.forked, limits: process.limits, parent: parent,
      vforkParent: parent, suspends: SuspendedThread(process: parent, thread: process.threads.actingNumber))
    return .forked(regionBase: process.region.base.word)
  }
}
