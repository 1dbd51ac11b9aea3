import Emulator

extension Kernel {
  /// The assertions at the borders of the kernel's parts that have failed since it was booted, each in a sentence;
  /// empty unless the settings ask for it (``KernelConfiguration/checksAssertions``).
  public var failedAssertions: [String] {
    // Asked after every step: mostly there are none.
    if memory.assertions.allHold, files.assertions.allHold, processes.assertions.allHold, threads.assertions.allHold,
      assertions.allHold
    {
      return []
    }
    return memory.assertions.failed + files.assertions.failed + processes.assertions.failed + threads.assertions.failed
      + assertions.failed
  }

  /// Everything in the kernel's bookkeeping that contradicts itself, and every failed assertion, each in a sentence.
  /// For tests; looking is slow.
  package var contradictions: [String] {
    var found = failedAssertions
    var mapped: [UInt32: Int] = [:]
    var privatePages = 0
    var users: [ProcessMemoryID: Int] = [:]
    for process in processes.ids where processes[process].state == .running {
      users[processes[process].memory, default: 0] += 1
      guard users[processes[process].memory] == 1 else { continue }
      let name = "process \(processes[process].pid)"
      let mappings = mappings(of: process)
      for mapping in mappings {
        mapped[mapping.entry.frame, default: 0] += 1
        found += contradictions(of: mapping, in: process).map { "\(name), page \(mapping.page): \($0)" }
      }
      let ownPages = mappings.count { $0.entry.isPrivate }
      privatePages += ownPages
      let reserved = memory.maps[processes[process].memory].reservedFrames
      if ownPages != reserved { found.append("\(name) has \(ownPages) private pages and has reserved \(reserved)") }
    }
    for (id, count) in users where memory.maps[id].users != count {
      found.append("memory \(id.index) counts \(memory.maps[id].users) of \(count) processes")
    }
    var originated: [RegionID: Int] = [:]
    var reservedOnce = 0
    for frame in framesInUse {
      if mapped[frame.number, default: 0] != frame.references {
        found.append("frame \(frame.number) counts \(frame.references) of \(mapped[frame.number, default: 0]) mappings")
      }
      originated[memory.frames[frame.number].origin, default: 0] += 1
      if memory.frames[frame.number].isReservedOnce { reservedOnce += 1 }
    }
    if memory.frames.reserved != privatePages + reservedOnce {
      found.append("\(memory.frames.reserved) frames are reserved, but \(privatePages) + \(reservedOnce) are needed")
    }
    var opened: [Int: Int] = [:]
    for process in processes.ids {
      for descriptor in descriptors(of: process) { opened[descriptor.file, default: 0] += 1 }
    }
    for file in openFiles where opened[file.number, default: 0] != file.references {
      found.append(
        "open file \(file.number) counts \(file.references) of \(opened[file.number, default: 0]) descriptors")
    }
    // The frame of the exchange page is never taken.
    let free = machine.memory.freeFrameCount - 1
    if framesInUse.count + free != memory.frames.count {
      found.append("\(framesInUse.count) frames are mapped, but \(free) are free")
    }
    for (index, region) in memory.regions.regions.enumerated() {
      let count = originated[RegionID(index: Int32(index)), default: 0]
      if region.originatedFrames != count {
        found.append("region \(index) counts \(region.originatedFrames) of \(count) frames whose origin it is")
      }
    }
    return found
  }

  /// What is wrong with one page.
  private func contradictions(of mapping: MappingView, in process: ProcessID) -> [String] {
    let entry = mapping.entry
    let record = memory.frames[entry.frame]
    var found: [String] = []
    if entry.isWritable, !entry.isEntitledToWrite { found.append("it is writable without being entitled to it") }
    if entry.isReadable, !entry.isEntitledToRead { found.append("it is readable without being entitled to it") }
    guard !entry.isSharedMapping else { return found }
    if Int(record.page) != mapping.page { found.append("its frame belongs to page \(record.page)") }
    let isOwn = record.origin == processes[process].region
    if machine.memory.hasTags(frame: Int(entry.frame)), !isOwn, entry.loadPolicy != .fault || entry.isWritable {
      found.append("it shows unrelocated capabilities, which can be loaded or written over")
    }
    if entry.isWritable, record.references != 1 || !isOwn { found.append("it is writable, but shared or not its own") }
    return found
  }
}
