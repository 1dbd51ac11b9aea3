import Architecture

/// execve and posix_spawn.
extension AddressSpace {
  mutating func execute(by name: ProcessName) throws(ActionFailure) -> Observation {
    try executePossibilities(of: name).check()
    execute(name)
    return .executed(regionBase: base(of: name).word)
  }

  mutating func spawn(_ child: ProcessName, by name: ProcessName) throws(ActionFailure) -> Observation {
    try checkIsFree(child)
    try forkPossibilities(costing: costOfImage, by: name).check()
    startSpawned(child, by: name)
    return .forked(regionBase: base(of: child).word)
  }

  /// The region is the first one: a place to wait in until the image is started.
  func freshProcess(parent: ProcessName?) -> SpaceProcess {
    SpaceProcess(
      region: regions[0], mappings: [:], layout: PageLayout(), threads: Threads(registers: []),
      descriptors: Descriptors(console: OpenFiles<UInt8>.console, limit: world.descriptors),
      limits: ResourceLimits(descriptors: world.descriptors), parent: parent)
  }

  /// Rule ``fork.execute.region``: An image is started in a new epoch: of the region that the process had, or of
  /// another one.
  ///
  /// Rule ``fork.execute.frames``: No frame of the old image is among those of the new one. What descendants still map
  /// of the old one stays theirs, and is held by the rules of quarantine.
  mutating func startImage(of name: ProcessName) {
    guard let region = takeRegion(for: name) else {
      impossible("posix.execute.failure", "\(name) starts an image, and no region is left")
    }
    processes[name]?.region = region
    let pointers = Dictionary(grouping: world.initialPointers(regionBase: region.base)) {
      $0.offset / ProcessImage.pageSize
    }
    for page in 0..<world.image.pageCount {
      guard let segment = world.image.segment(ofPage: page) else { continue }
      var frame = Frame(origin: segment.entitlement.isShared ? nil : region, background: segment.background)
      for (offset, pointer) in pointers[page, default: []] {
        frame.store(pointer, inGranule: offset % ProcessImage.pageSize / 16)
      }
      let number = allocate(frame)
      processes[name]?.mappings[page] = .granting(segment.entitlement, frame: number)
    }
    processes[name]?.threads.execute(world.initialRegisters(regionBase: region.base))
  }
}
