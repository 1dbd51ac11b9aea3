import Emulator

extension Kernel {
  /// A new frame that holds a copy of another, relocated to the process's region, with one mapping.
  ///
  /// It was reserved for the process, so there is one.
  mutating func copyFrame(_ source: UInt32, page: Int, for process: ProcessID) -> UInt32 {
    let frame = takeFrame(page: page, origin: processes[process].region)
    copyContents(of: source, to: frame, for: process)
    return frame
  }

  /// Copies a frame's contents to a process's own frame, relocated: at once, unless somebody wants to act in between.
  mutating func copyContents(of source: UInt32, to frame: UInt32, for process: ProcessID) {
    let origin = frames[source].origin
    let region = processes[process].region
    counts.framesCopied += 1
    if origin == region || origin == .none {
      machine.withMemory { $0.copyFrame(from: Int(source), to: Int(frame)) }
      reach(.pageCopied)
    } else {
      let relocation = relocation(from: origin, to: region)
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

  /// Relocates the capabilities of a frame where they are, and makes the process's region their origin.
  mutating func relocateInPlace(_ frame: UInt32, for process: ProcessID) {
    counts.framesRelocatedInPlace += 1
    changeOrigin(frame, to: processes[process].region)
  }

  /// Gives every frame whose origin is a quarantined region another one, so that the region can be used again.
  ///
  /// Each goes to one of the processes that map it; what is pending for the others is from then on counted from there.
  mutating func changeOrigins(of region: RegionID) {
    for number in 0..<frames.count {
      let frame = UInt32(number)
      guard frames[frame].references > 0, frames[frame].origin == region, let sharer = someProcess(mapping: frame)
      else { continue }
      counts.originsChanged += 1
      changeOrigin(frame, to: processes[sharer].region)
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

  private mutating func changeOrigin(_ frame: UInt32, to region: RegionID) {
    let origin = frames[frame].origin
    let relocation = relocation(from: origin, to: region)
    counts.granulesScanned += machine.withMemory { $0.relocateFrame(Int(frame), by: relocation).scanned }
    frames[frame].origin = region
    frames[frame].originEpoch = epoch(of: region)
    regions.addOriginatedFrame(region)
    regions.removeOriginatedFrame(origin)
  }

  /// A frame nobody uses, with one mapping; its contents are undefined.
  mutating func takeFrame(page: Int, origin: RegionID) -> UInt32 {
    guard let number = machine.withMemory({ $0.allocateFrameToOverwrite() }) else {
      preconditionFailure("a reserved frame is missing")
    }
    let frame = UInt32(truncatingIfNeeded: number)
    frames[frame] = FrameRecord(references: 1, origin: origin, originEpoch: epoch(of: origin), page: UInt32(page))
    regions.addOriginatedFrame(origin)
    return frame
  }

  /// Takes one mapping of a frame away, and the frame back with the last one.
  mutating func releaseFrame(_ frame: UInt32) {
    let left = frames.release(frame)
    if left == 1, !files.nameless.isEmpty, frames[frame].isKept { return releaseObject(of: frame) }
    guard left == 0 else { return }
    let record = frames[frame]
    if record.isReservedOnce { frames.withdraw(1) }
    frames[frame] = FrameRecord()
    machine.withMemory { $0.freeFrame(Int(frame)) }
    regions.removeOriginatedFrame(record.origin)
  }

  /// The present use of a region, as frames remember it.
  private func epoch(of region: RegionID) -> UInt32 {
    region == .none ? 0 : UInt32(truncatingIfNeeded: regions[region].epoch)
  }

  /// The move of capabilities from one region to another.
  func relocation(from origin: RegionID, to region: RegionID) -> Relocation<CC128> {
    let (origin, region) = (regions[origin], regions[region])
    do {
      return try Relocation(
        from: origin.base, to: region.base, sizeLog2: region.sizeLog2,
        strayPolicy: configuration.isolation == .none ? .clamp : .clear, kernelEntries: KernelEntry.published)
    } catch {
      preconditionFailure("a region was placed where it cannot be relocated to: \(error)")
    }
  }
}
