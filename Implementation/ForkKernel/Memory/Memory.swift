import Architecture
import Emulator

/// Memory: which frames are allocated to what, who lives in which region, what is mapped where.
///
/// The rest of the kernel names the memory of a process (``ProcessMemoryID``), its pages by their numbers in the
/// region, and frames. It reads freely; what changes goes through the functions here and in `Memory+Mappings.swift`.
/// Where bytes move or translations are forgotten, the machine is passed along.
///
/// | handed out | asserted then | asserted when it is used or comes back |
/// |---|---|---|
/// | a frame | it is reserved, nothing refers to it and no page maps it | it comes back as often as it was mapped |
/// | a region | nobody lives there, and no frame has it as its origin | it is left by who took it |
/// | a reservation | there are as many frames | no more is given back than was reserved |
/// | a memory | a process lives in it | no more processes leave it than live there |
struct Memory {
  /// How much processes are protected from one another.
  let isolation: IsolationLevel
  /// What the hardware sees.
  let pageTable = PageTable()
  /// What is known of every frame.
  private(set) var frames: FrameTable
  /// Every region that has been used.
  private(set) var regions: RegionAllocator
  /// What is mapped where, for each process; relatives by vfork have one together.
  private(set) var maps = ProcessMemoryTable()
  /// The shared memory objects that live because somebody maps them, and for nothing else.
  private(set) var nameless: [SharedMemory] = []
  /// What has been counted of frames, leaves and faults.
  var counts = KernelStatistics()
  /// What is asserted at the borders.
  private(set) var assertions: Assertions

  /// Memory of which nothing is used.
  init(_ configuration: KernelConfiguration) {
    isolation = configuration.isolation
    frames = FrameTable(count: configuration.frames)
    regions = RegionAllocator(limit: configuration.regions, placementSeed: configuration.placementSeed)
    assertions = Assertions(areChecked: configuration.checksAssertions)
  }

  // MARK: Reservations

  /// Reserves frames; `false`, and nothing changed, if there are not enough.
  mutating func reserve(_ count: Int) -> Bool { frames.reserve(count) }

  /// Takes reservations back.
  mutating func withdraw(_ count: Int) {
    assertions.check(
      count <= frames.reserved, "\(count) reservations are given back, but only \(frames.reserved) were made")
    frames.withdraw(count)
  }

  // MARK: Frames

  /// A frame nobody uses, with one mapping; its contents are undefined. It was reserved, so there is one.
  ///
  /// - Parameter isReservedOnce: whether it was reserved as a whole, not to each process that maps it.
  /// - Parameter isKept: whether the one reference is the kernel's own.
  mutating func takeFrame(
    page: Int, origin: RegionID, isReservedOnce: Bool = false, isKept: Bool = false, _ machine: borrowing Machine
  ) -> UInt32 {
    guard let number = machine.withMemory({ $0.allocateFrameToOverwrite() }) else {
      preconditionFailure("a reserved frame is missing")
    }
    let frame = UInt32(truncatingIfNeeded: number)
    if assertions.areChecked { checkHandingOut(frame, origin, inUse: frames.count + 1 - machine.memory.freeFrameCount) }
    frames[frame] = FrameRecord(
      references: 1, origin: origin, originEpoch: epoch(of: origin), page: UInt32(page),
      isReservedOnce: isReservedOnce, isKept: isKept)
    regions.addOriginatedFrame(origin)
    return frame
  }

  /// Adds one mapping of a frame.
  ///
  /// - Returns: its record.
  @discardableResult
  @inline(__always)
  mutating func retain(_ frame: UInt32) -> FrameRecord {
    assertions.check(frames[frame].references > 0, "frame \(frame) is mapped once more, but was given back")
    return frames.retain(frame)
  }

  /// Takes one mapping of a frame away, and the frame back with the last one.
  mutating func releaseFrame(_ frame: UInt32, _ machine: borrowing Machine) {
    assertions.check(frames[frame].references > 0, "frame \(frame) is given back once too often")
    let left = frames.release(frame)
    if left == 1, !nameless.isEmpty, frames[frame].isKept { return releaseObject(of: frame, machine) }
    guard left == 0 else { return }
    let record = frames[frame]
    assertions.check(
      record.origin == .none || regions[record.origin].originatedFrames > 0,
      "frame \(frame) comes back to a region that counts no frames")
    if record.isReservedOnce { withdraw(1) }
    // Where it was mapped last is remembered, so that a page which still shows it is found when it is given out again.
    frames[frame] = FrameRecord(page: record.page)
    machine.withMemory { $0.freeFrame(Int(frame)) }
    regions.removeOriginatedFrame(record.origin)
  }

  /// Gives back a frame that the kernel has kept.
  mutating func releaseKept(_ frame: UInt32, _ machine: borrowing Machine) {
    assertions.check(frames[frame].isKept, "frame \(frame) is not the kernel's to give back")
    frames[frame].isKept = false
    releaseFrame(frame, machine)
  }

  /// Notes that a frame is reserved to each process that maps it from now on, not as a whole.
  mutating func makePrivate(_ frame: UInt32) { frames[frame].isReservedOnce = false }

  /// How a frame stands to a process that maps it through a leaf of its own.
  func standing(of frame: UInt32, for region: RegionID) -> FrameStanding {
    let record = frames[frame]
    return FrameStanding(isOwn: record.origin == region, isExclusive: record.references == 1)
  }

  /// Relocates the capabilities of a frame where they are, and makes a region their origin.
  mutating func changeOrigin(_ frame: UInt32, to region: RegionID, _ machine: borrowing Machine) {
    let origin = frames[frame].origin
    let relocation = relocation(from: origin, to: region)
    counts.granulesScanned += machine.withMemory { $0.relocateFrame(Int(frame), by: relocation).scanned }
    frames[frame].origin = region
    frames[frame].originEpoch = epoch(of: region)
    regions.addOriginatedFrame(region)
    regions.removeOriginatedFrame(origin)
  }

  // MARK: Regions

  /// Takes a region, if need be one whose frames have to be given another origin first: each that of one of the
  /// memories that map it, the first one in their order.
  mutating func takeRegion(
    sizeLog2: UInt8, sharers: @autoclosure () -> [ProcessMemoryID], _ machine: borrowing Machine
  ) -> RegionID? {
    var region = regions.take(sizeLog2: sizeLog2)
    if region == nil, let crowded = regions.quarantined(sizeLog2: sizeLog2) ?? regions.quarantined() {
      changeOrigins(of: crowded, among: sharers(), machine)
      region = regions.take(sizeLog2: sizeLog2)
    }
    if assertions.areChecked, let region { checkHandingOut(region) }
    return region
  }

  /// The present use of a region, as frames remember it.
  func epoch(of region: RegionID) -> UInt32 {
    region == .none ? 0 : UInt32(truncatingIfNeeded: regions[region].epoch)
  }

  /// The move of capabilities from one region to another.
  func relocation(from origin: RegionID, to region: RegionID) -> Relocation<CC128> {
    let (origin, region) = (regions[origin], regions[region])
    do {
      return try Relocation(
        from: origin.base, to: region.base, sizeLog2: region.sizeLog2,
        strayPolicy: isolation == .none ? .clamp : .clear, kernelEntries: KernelEntry.published)
    } catch {
      preconditionFailure("a region was placed where it cannot be relocated to: \(error)")
    }
  }

  /// Gives every frame whose origin is a quarantined region another one, so that the region can be used again.
  ///
  /// Each goes to one of those who map it; what is pending for the others is from then on counted from there.
  private mutating func changeOrigins(
    of region: RegionID, among sharers: [ProcessMemoryID], _ machine: borrowing Machine
  ) {
    for number in 0..<frames.count {
      let frame = UInt32(number)
      guard frames[frame].references > 0, frames[frame].origin == region,
        let sharer = sharers.first(where: { shows($0, frame) })
      else { continue }
      counts.originsChanged += 1
      changeOrigin(frame, to: maps[sharer].region, machine)
    }
  }

  /// Whether a memory maps a frame. Fork keeps offsets, so there is one page to look at.
  private func shows(_ memory: ProcessMemoryID, _ frame: UInt32) -> Bool {
    let page = UInt64(frames[frame].page)
    guard page < UInt64(maps[memory].regionPages) else { return false }
    let entry = pageTable.entry(page: maps[memory].firstPage + page)
    return entry.isPresent && entry.frame == frame
  }

  // MARK: Memories

  /// Sets a memory up in a region that was taken for it: an empty one, or a copy of what another one has mapped where.
  mutating func add(_ memory: consuming ProcessMemory, in region: RegionID) -> ProcessMemoryID {
    memory.settle(in: region, regions[region])
    return maps.add(memory)
  }

  /// Counts one more process that lives in a memory.
  mutating func retain(_ memory: ProcessMemoryID) { maps[memory].users += 1 }

  /// Counts one process less that lives in a memory. With the last one everything is unmapped and the reservation given
  /// back; the region stays in quarantine for as long as descendants map frames whose origin it is.
  mutating func leave(_ memory: ProcessMemoryID, _ machine: borrowing Machine) {
    assertions.check(maps[memory].users > 0, "memory \(memory.index) is left by more processes than live there")
    maps[memory].users -= 1
    guard maps[memory].users == 0 else { return }
    unmapAll(of: memory, machine)
    let region = maps[memory].region
    assertions.check(regions[region].state == .occupied, "region \(region.index) is left, but nobody has taken it")
    regions.leave(region)
    maps.remove(memory)
  }

  /// Changes what is known of a memory beside its frames.
  mutating func change(_ memory: ProcessMemoryID, _ body: (inout ProcessMemory) -> Void) { body(&maps[memory]) }

  // MARK: Shared memory objects

  /// Gives an object back that nobody can open any more, unless somebody maps a page of it.
  mutating func release(_ object: SharedMemory, _ machine: borrowing Machine) {
    guard object.frames.allSatisfy({ frames[$0].mappings == 0 }) else { return nameless.append(object) }
    for frame in object.frames { releaseKept(frame, machine) }
  }

  /// Gives an object back that nobody can open any more, if a frame of it was the last one to be mapped.
  private mutating func releaseObject(of frame: UInt32, _ machine: borrowing Machine) {
    guard let index = nameless.firstIndex(where: { $0.frames.contains(frame) }) else { return }
    release(nameless.remove(at: index), machine)
  }

  // MARK: Assertions

  private mutating func checkHandingOut(_ frame: UInt32, _ origin: RegionID, inUse: Int) {
    let record = frames[frame]
    assertions.check(
      record.references == 0, "frame \(frame) is given out, but \(record.references) still refer to it")
    assertions.check(
      origin == .none || regions[origin].state == .occupied,
      "frame \(frame) is given out to region \(origin.index), where no process lives")
    assertions.check(inUse <= frames.reserved, "\(inUse) frames are in use, but only \(frames.reserved) are reserved")
    let shown = maps.ids.first { shows($0, frame) }
    assertions.check(shown == nil, "frame \(frame) is given out, but a page of memory \(shown?.index ?? 0) maps it")
  }

  private mutating func checkHandingOut(_ region: RegionID) {
    let resident = maps.ids.first { maps[$0].region == region }
    assertions.check(resident == nil, "region \(region.index) is taken, but a process lives there")
    let frame = (0..<UInt32(frames.count)).first { frames[$0].references > 0 && frames[$0].origin == region }
    assertions.check(frame == nil, "region \(region.index) is taken, but is the origin of frame \(frame ?? 0)")
  }
}

extension Memory {
  /// A state of the memory to return to.
  struct Mark {
    fileprivate let frames: FrameTableMark
    fileprivate let regions: RegionAllocator
    fileprivate let maps: ProcessMemoryTable
    fileprivate let nameless: [SharedMemory]
    fileprivate let counts: KernelStatistics
  }

  /// Marks the present state; from now on every change of a frame's record is remembered.
  mutating func mark() -> Mark {
    Mark(frames: frames.mark(), regions: regions, maps: maps, nameless: nameless, counts: statistics)
  }

  /// Returns to the state at a mark, in time proportional to what changed since; failed assertions stay.
  mutating func restore(to mark: Mark) {
    frames.restore(to: mark.frames)
    regions = mark.regions
    maps = mark.maps
    nameless = mark.nameless
    counts = mark.counts
    counts.entriesWritten -= pageTable.entriesWritten
  }

  /// Forgets every mark and stops recording.
  mutating func discardMarks() { frames.discardMarks() }

  /// What has been counted; of page-table entries, ``counts`` holds only how far the table's own count is off after a
  /// restore.
  var statistics: KernelStatistics {
    var counted = counts
    counted.entriesWritten += pageTable.entriesWritten
    return counted
  }
}
