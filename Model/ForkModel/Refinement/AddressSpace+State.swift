public import Architecture
public import CapabilityModel

extension AddressSpace {
  /// The state as the guarantees judge it.
  public var state: AddressSpaceState {
    AddressSpaceState(
      processes: processes.mapValues { process in
        AddressSpaceState.Process(
          isZombie: !process.runs, region: process.region,
          registers: process.namedRegisters, heldByKernel: [:], mappings: process.mappings,
          usesRegionOfParent: process.vforkParent != nil, descriptors: process.descriptors.descriptionsByNumber)
      },
      frames: Dictionary(
        uniqueKeysWithValues: frames.map { number, frame in
          let pointers = frame.tags.map { ($0, frame.capability(inGranule: $0, world.format)) }
          return (
            number,
            AddressSpaceState.Frame(
              origin: frame.origin, references: references(to: number) + holders(of: number),
              pointers: Dictionary(uniqueKeysWithValues: pointers))
          )
        }),
      kernelEntries: [], openFiles: openFiles, sharedObjects: framesOfObjects)
  }
}

extension AddressSpace {
  /// The frames of each shared memory object.
  private var framesOfObjects: [Int: [Int]] {
    files.objects.mapValues { $0.pages.compactMap { sharedFrames[$0] } }
  }

  /// How many shared memory objects have a frame: one at most.
  private func holders(of frame: Int) -> Int { sharedFrames.values.count { $0 == frame } }

  /// How many descriptors stand for each open file description.
  private var openFiles: [Int: Int] {
    processes.values.flatMap { $0.descriptors.descriptionsByNumber.values }
      .reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

extension SpaceProcess {
  /// The registers of all threads: `r0` for the first thread, `t1.r0` for another.
  fileprivate var namedRegisters: [String: Capability] {
    var registers: [String: Capability] = [:]
    for (thread, values) in threads.running {
      for (index, value) in values.registers.enumerated() {
        registers[thread == 0 ? "r\(index)" : "t\(thread).r\(index)"] = value
      }
    }
    return registers
  }
}

extension AddressSpaceState {
  /// The pointers that a process has in memory once everything pending has been relocated, by their offset in
  /// the region.
  ///
  /// Rule ``fork.pending``: A page whose frame has another origin than the region of its process has relocation pending
  /// from that origin to this region, whatever lies between them in the line of ancestors. What the process has is what
  /// it would find after that.
  public func effectivePointers(of name: ProcessName) -> [Int: Capability] {
    guard let process = processes[name] else { return [:] }
    return effectivePointers(of: process, in: process.region)
  }

  /// The pointers of a process as they would be if its image lay in another region.
  func effectivePointers(of process: Process, in region: Region) -> [Int: Capability] {
    var pointers: [Int: Capability] = [:]
    for (page, mapping) in owner(of: process).mappings {
      guard let frame = frames[mapping.frame], let origin = frame.origin, mapping.loadPolicy != .strip else { continue }
      for (granule, pointer) in frame.pointers {
        let offset = page * ProcessImage.pageSize + granule * 16
        pointers[offset] = kernelEntries.contains(pointer) ? pointer : pointer.relocated(from: origin, to: region)
      }
    }
    return pointers
  }
}
