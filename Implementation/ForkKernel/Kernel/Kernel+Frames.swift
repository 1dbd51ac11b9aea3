import Emulator

extension Kernel {
  /// A new frame that holds a copy of another, relocated to the process's region, with one mapping.
  ///
  /// The process was promised it, so there is one.
  mutating func copyFrame(_ source: UInt32, page: Int, for process: ProcessID) -> UInt32 {
    let frame = takeFrame(page: page, home: processes[process].region)
    copyContents(of: source, to: frame, for: process)
    return frame
  }

  /// Copies a frame's contents to a process's own frame, relocated: at once, unless somebody wants to act in between.
  mutating func copyContents(of source: UInt32, to frame: UInt32, for process: ProcessID) {
    let home = forgottenHomes[source] ?? frames[source].home
    let region = processes[process].region
    counts.framesCopied += 1
    if home == region || home == .none {
      machine.withMemory { $0.copyFrame(from: Int(source), to: Int(frame)) }
      reach(.pageCopied)
    } else {
      let relocation = relocation(from: home, to: region)
      if preemptionHandler != nil {
        machine.withMemory { $0.copyFrame(from: Int(source), to: Int(frame)) }
        reach(.pageCopied)
      }
      let source = preemptionHandler == nil ? source : frame
      counts.granulesScanned += machine.withMemory {
        $0.copyFrame(from: Int(source), to: Int(frame), relocatingBy: relocation).scanned
      }
    }
    reach(.pageRelocated)
  }

  /// Relocates the capabilities of a frame where they are, and makes the process's region their home.
  mutating func relocateInPlace(_ frame: UInt32, for process: ProcessID) {
    counts.framesRelocatedInPlace += 1
    rehome(frame, to: processes[process].region)
  }

  /// Gives every frame whose home is a quarantined region another one, so that the region can be used again.
  ///
  /// Each goes to one of the processes that map it; what it owes the others is from then on counted from there.
  mutating func rehomeFrames(of region: RegionID) {
    for number in 0..<frames.count {
      let frame = UInt32(number)
      guard frames[frame].references > 0, frames[frame].home == region, let sharer = someProcess(mapping: frame)
      else { continue }
      counts.framesRehomed += 1
      rehome(frame, to: processes[sharer].region)
    }
  }

  /// A process that maps a frame. Fork keeps offsets, so there is one page of each process to look at.
  private func someProcess(mapping frame: UInt32) -> ProcessID? {
    let page = UInt64(frames[frame].page)
    return processes.ids.first { id in
      guard processes[id].state == .running, page < UInt64(processes[id].regionPages) else { return false }
      let entry = pageTable.entry(page: processes[id].firstPage + page)
      return entry.isPresent && entry.frame == frame
    }
  }

  private mutating func rehome(_ frame: UInt32, to region: RegionID) {
    let home = frames[frame].home
    let origin = forgottenHomes[frame] ?? home
    let relocation = relocation(from: origin, to: region)
    counts.granulesScanned += machine.withMemory { $0.relocateFrame(Int(frame), by: relocation).scanned }
    if has(.rehomeForgetsDistance), frames[frame].references > 1 { forgottenHomes[frame] = home }
    frames[frame].home = region
    frames[frame].homeEpoch = epoch(of: region)
    regions.addHomedFrame(region)
    regions.removeHomedFrame(home)
  }

  /// A frame nobody uses, with one mapping; its contents are undefined.
  mutating func takeFrame(page: Int, home: RegionID) -> UInt32 {
    guard let number = machine.withMemory({ $0.allocateFrameToOverwrite() }) else {
      preconditionFailure("a promised frame is missing")
    }
    let frame = UInt32(truncatingIfNeeded: number)
    frames[frame] = FrameRecord(references: 1, home: home, homeEpoch: epoch(of: home), page: UInt32(page))
    regions.addHomedFrame(home)
    return frame
  }

  /// Takes one mapping of a frame away, and the frame back with the last one.
  mutating func releaseFrame(_ frame: UInt32) {
    let left = frames.release(frame)
    if left == 1, !files.nameless.isEmpty, frames[frame].isKept { return releaseObject(of: frame) }
    guard left == 0 else { return }
    let record = frames[frame]
    if record.isPromisedOnce { frames.withdraw(1) }
    frames[frame] = FrameRecord()
    if !forgottenHomes.isEmpty { forgottenHomes[frame] = nil }
    machine.withMemory { $0.freeFrame(Int(frame)) }
    regions.removeHomedFrame(record.home)
  }

  /// The present use of a region, as frames remember it.
  private func epoch(of region: RegionID) -> UInt32 {
    region == .none ? 0 : UInt32(truncatingIfNeeded: regions[region].epoch)
  }

  /// The move of capabilities from one region to another.
  func relocation(from home: RegionID, to region: RegionID) -> Relocation<CC128> {
    let (home, region) = (regions[home], regions[region])
    var destination = region.base
    if has(.relocationDistanceUnsigned), destination < home.base { destination = 2 &* home.base &- destination }
    do {
      return try Relocation(
        from: home.base, to: destination, sizeLog2: region.sizeLog2,
        strayPolicy: configuration.isolation == .none ? .clamp : .clear, kernelEntries: KernelEntry.published,
        mutations: configuration.mutations)
    } catch {
      preconditionFailure("a region was placed where it cannot be relocated to: \(error)")
    }
  }
}
