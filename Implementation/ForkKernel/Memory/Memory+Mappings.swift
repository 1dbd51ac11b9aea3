import Architecture
import Emulator

/// What is mapped where.
extension Memory {
  /// Makes a leaf that was shared since a fork a memory's own, with the policies that follow from how each frame stands
  /// to its process.
  mutating func takeLeaf(of page: UInt64, for region: RegionID) {
    guard case .hidden(let copiedOnAccess) = pageTable.leafState(of: page),
      let unsharing = pageTable.unshareLeaf(of: page)
    else { return }
    if unsharing == .copied { counts.leavesCopied += 1 }
    pageTable.updateLeaf(of: page) { entry in
      if unsharing == .copied { retain(entry.frame) }
      guard entry.isPrivate else { return }
      if copiedOnAccess { entry.isCopiedOnAccess = true }
      entry.setPolicy(standing(of: entry.frame, for: region))
    }
    pageTable.publishLeaf(of: page)
  }

  /// How a page is mapped, or was before the object that it showed lost it.
  func mapping(ofPage page: Int, of memory: ProcessMemoryID) -> PageTableEntry {
    maps[memory].discarded[page] ?? pageTable.entry(page: maps[memory].firstPage + UInt64(page))
  }

  /// Pages where nothing is mapped, so many that a capability can have just them as its bounds.
  func gap(_ length: UInt64, of memory: ProcessMemoryID) throws(ErrorNumber) -> Range<Int> {
    let bytes = max(MachineCapability.representableLength(length), length)
    guard bytes <= regions[maps[memory].region].size else { throw .noMemory }
    let pages = Int((bytes + 4095) / 4096)
    let alignment = Int((~MachineCapability.representableAlignmentMask(bytes) >> 12) &+ 1)
    guard let start = maps[memory].map.gap(pages: pages, alignedTo: alignment, below: maps[memory].regionPages)
    else { throw .noMemory }
    return start..<start + pages
  }

  /// Maps zeroed pages onto new frames that have been reserved already.
  mutating func mapZeros(
    _ pages: Range<Int>, _ kind: SegmentKind, _ rights: PageRights, of memory: ProcessMemoryID,
    _ machine: borrowing Machine
  ) {
    let isShared = kind == .sharedMapping
    let isPrivate = !isShared
    let region = maps[memory].region
    for page in pages {
      let target = maps[memory].firstPage + UInt64(page)
      takeLeaf(of: target, for: region)
      let frame = takeFrame(page: page, origin: isShared ? .none : region, isReservedOnce: !isPrivate, machine)
      machine.withMemory { $0.clear(frame: Int(frame)) }
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = isShared
      entry.isPrivate = isPrivate
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
      pageTable.set(entry, page: target)
    }
    change(memory) {
      if isPrivate { $0.reservedFrames += pages.count }
      $0.map.add(Area(pages: pages, kind: kind))
    }
  }

  /// Unmaps what is mapped of some pages.
  mutating func unmap(_ pages: Range<Int>, of memory: ProcessMemoryID, _ machine: borrowing Machine) {
    for page in pages {
      let target = maps[memory].firstPage + UInt64(page)
      takeLeaf(of: target, for: maps[memory].region)
      let entry = pageTable.entry(page: target)
      guard entry.isPresent else { continue }
      pageTable.set(.absent, page: target)
      releaseFrame(entry.frame, machine)
      if entry.isPrivate {
        change(memory) { $0.reservedFrames -= 1 }
        withdraw(1)
      }
    }
    change(memory) {
      $0.map.remove(pages)
      if !$0.discarded.isEmpty { for page in pages { $0.discarded[page] = nil } }
    }
    machine.flushTranslations()
  }

  /// Unmaps all that is mapped, and gives the reservation back.
  mutating func unmapAll(of memory: ProcessMemoryID, _ machine: borrowing Machine) {
    let first = maps[memory].firstPage
    for start in stride(from: 0, to: maps[memory].map.end, by: PageGeometry.entriesPerNode) {
      let page = first + UInt64(start)
      if pageTable.leafView(of: page)?.references == 1 {
        pageTable.forEachEntry(ofLeafOf: page) { releaseFrame($0.frame, machine) }
      }
      pageTable.dropLeaf(of: page)
    }
    withdraw(maps[memory].reservedFrames)
    change(memory) {
      $0.map = AddressMap()
      $0.reservedFrames = 0
    }
    machine.flushTranslations()
  }

  /// How many reserved frames come back when the only process that lives in a memory leaves it: its private pages, and
  /// the frames that were reserved once and that nobody else shows.
  func reclaimableFrames(of memory: ProcessMemoryID) -> Int {
    let first = maps[memory].firstPage
    return (0..<maps[memory].map.end).count { page in
      let entry = pageTable.entry(page: first + UInt64(page))
      return entry.isPresent && frames[entry.frame].isReservedOnce && frames[entry.frame].references == 1
        && pageTable.leafView(of: first + UInt64(page))?.references == 1
    } + maps[memory].reservedFrames
  }

  // MARK: Images

  /// Maps an image's segments: onto shared frames where there are any, and onto new ones, which it fills; and stores
  /// the image's capabilities. The frames have been reserved.
  mutating func map(
    _ image: Image, sharing shared: [Int: UInt32], of memory: ProcessMemoryID, _ machine: borrowing Machine
  ) {
    for (area, segment) in zip(image.areas, image.segments) {
      map(segment, area, sharing: shared, of: memory, machine)
    }
    storeCapabilities(of: image, in: memory, machine)
  }

  private mutating func map(
    _ segment: Image.Segment, _ area: Area, sharing shared: [Int: UInt32], of memory: ProcessMemoryID,
    _ machine: borrowing Machine
  ) {
    let isShared = segment.kind == .sharedMapping
    let rights = PageRights(segment.kind)
    let isPrivate = !isShared && rights.contains(.write)
    let region = maps[memory].region
    for (index, page) in area.pages.enumerated() {
      let frame: UInt32
      if let known = shared[page] {
        frame = known
        retain(frame)
      } else {
        frame = takeFrame(page: page, origin: isShared ? .none : region, isReservedOnce: !isPrivate, machine)
        fill(frame, page: index, of: segment, machine)
      }
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = isShared
      entry.isPrivate = isPrivate
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
      pageTable.set(entry, page: maps[memory].firstPage + UInt64(page))
    }
    if isPrivate { change(memory) { $0.reservedFrames += area.pages.count } }
  }

  /// Fills a frame with a page of a segment.
  func fill(_ frame: UInt32, page: Int, of segment: Image.Segment, _ machine: borrowing Machine) {
    var bytes = Array(segment.contents.dropFirst(page * PageGeometry.pageSize).prefix(PageGeometry.pageSize))
    if segment.filler != 0 {
      bytes += Array(repeating: segment.filler, count: PageGeometry.pageSize - bytes.count)
    }
    machine.withMemory { memory in
      memory.clear(frame: Int(frame))
      memory.store(bytes.span, frame: Int(frame), offset: 0)
    }
  }

  /// Stores the image's capabilities. Pages that are not writable become private by it: they have relocation pending.
  private mutating func storeCapabilities(of image: Image, in memory: ProcessMemoryID, _ machine: borrowing Machine) {
    let region = maps[memory].region
    var capabilities = image.pointers.mapValues { capability($0, in: region) }
    for slot in image.kernelEntries { capabilities[slot.offset] = KernelEntry.entry(of: slot.call) }
    for (offset, capability) in capabilities {
      let page = maps[memory].firstPage + offset >> 12
      var entry = pageTable.entry(page: page)
      machine.withMemory { $0.store(capability, frame: Int(entry.frame), granule: Int(offset & 0xFFF) / 16) }
      if !entry.isPrivate, !entry.isSharedMapping {
        entry.isPrivate = true
        makePrivate(entry.frame)
        change(memory) { $0.reservedFrames += 1 }
        pageTable.set(entry, page: page)
      }
    }
  }

  /// A capability of an image, for a region; without isolation it reaches everywhere.
  func capability(_ pointer: Pointer, in region: RegionID) -> MachineCapability {
    let region = regions[region]
    let bounds: (base: UInt64, length: UInt64) =
      isolation == .none ? (0, RegionAllocator.addressLimit) : (region.base &+ pointer.target, pointer.length)
    return MachineCapability.root.withAddress(bounds.base).withBounds(length: bounds.length).capability
      .withPermissions(and: pointer.permissions.mask).withFlags(pointer.isCode ? 1 : 0)
      .withAddress(region.base &+ pointer.address)
  }

  // MARK: Shared memory objects

  /// Maps pages of a shared memory object.
  mutating func map(
    _ shown: ArraySlice<UInt32>, at pages: Range<Int>, _ rights: PageRights, isReadOnly: Bool,
    of memory: ProcessMemoryID
  ) {
    for (index, frame) in shown.enumerated() {
      let page = maps[memory].firstPage + UInt64(pages.lowerBound + index)
      takeLeaf(of: page, for: maps[memory].region)
      retain(frame)
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = true
      entry.showsReadOnlyObject = isReadOnly
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: false))
      pageTable.set(entry, page: page)
    }
    change(memory) { $0.map.add(Area(pages: pages, kind: .sharedMapping)) }
  }

  /// Makes an object longer by pages that have been reserved, and that are zero.
  mutating func lengthen(_ object: inout SharedMemory, to pages: Int, _ machine: borrowing Machine) {
    for page in object.frames.count..<pages {
      let frame = takeFrame(page: page, origin: .none, isReservedOnce: true, isKept: true, machine)
      machine.withMemory { $0.clear(frame: Int(frame)) }
      object.frames.append(frame)
    }
  }

  /// Makes an object shorter. Who maps frames that go loses them.
  mutating func shorten(_ object: inout SharedMemory, to size: Int, _ machine: borrowing Machine) {
    let pages = (size + 4095) / 4096
    let old = object.frames
    object.frames.removeLast(old.count - pages)
    discard(old[pages...], machine)
    if size & 0xFFF != 0, size < object.size {
      let rest = [UInt8](repeating: 0, count: 4096 - size & 0xFFF)
      machine.withMemory { $0.store(rest.span, frame: Int(old[pages - 1]), offset: size & 0xFFF) }
    }
  }

  /// Takes frames away that an object has no more, from whoever maps them as well.
  private mutating func discard(_ gone: ArraySlice<UInt32>, _ machine: borrowing Machine) {
    if gone.contains(where: { frames[$0].mappings > 0 }) { discardMappings(of: Set(gone), machine) }
    for frame in gone { releaseKept(frame, machine) }
  }

  private mutating func discardMappings(of gone: Set<UInt32>, _ machine: borrowing Machine) {
    for memory in maps.ids {
      for page in maps[memory].map.areas.filter({ $0.kind == .sharedMapping }).flatMap(\.pages) {
        let target = maps[memory].firstPage + UInt64(page)
        let entry = pageTable.entry(page: target)
        guard entry.isPresent, gone.contains(entry.frame) else { continue }
        takeLeaf(of: target, for: maps[memory].region)
        pageTable.set(.absent, page: target)
        change(memory) { $0.discarded[page] = entry }
        releaseFrame(entry.frame, machine)
      }
    }
    machine.flushTranslations()
  }
}
