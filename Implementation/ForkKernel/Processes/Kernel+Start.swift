import Architecture
import Emulator

extension Kernel {
  /// Starts a program as a child of the system process.
  ///
  /// - Throws: ``KernelError``, and nothing has changed then.
  /// - Returns: the new process.
  public mutating func start(_ image: Image) throws(KernelError) -> ProcessID {
    try check(image)
    return try start(Program(image: image))
  }

  func check(_ image: Image) throws(KernelError) {
    let sizes = RegionAllocator.smallestSizeLog2...RegionAllocator.largestSizeLog2
    guard sizes.contains(image.regionSizeLog2) else {
      throw .regionSize(log2: image.regionSizeLog2, allowed: sizes)
    }
    let regionPages = 1 << (Int(image.regionSizeLog2) - PageGeometry.pageSizeLog2)
    let counts = image.segments.map(\.pages)
    let pages = counts.reduce(0) { $0.addingReportingOverflow(max($1, 0)).partialValue }
    guard counts.allSatisfy({ $0 >= 0 && $0 <= regionPages }), pages <= regionPages, pages > 0 else {
      throw .imageDoesNotFit(pages: pages, regionPages: regionPages)
    }
    for segment in image.segments where segment.contents.count > segment.pages * PageGeometry.pageSize {
      throw .imageDoesNotFit(pages: segment.contents.count / PageGeometry.pageSize + 1, regionPages: segment.pages)
    }
    let end = UInt64(pages * PageGeometry.pageSize)
    for offset in image.pointers.keys.map(\.self) + image.kernelEntries.map(\.offset)
    where offset % 16 != 0 || offset >= end {
      throw .misplacedPointer(offset: offset)
    }
  }

  /// Maps a segment's pages: onto shared frames where there are any, and onto new ones, which it fills.
  mutating func map(_ segment: Image.Segment, _ area: Area, of process: ProcessID, sharing shared: [Int: UInt32]) {
    let isShared = segment.kind == .sharedMapping
    let rights = PageRights(segment.kind)
    let isPrivate = !isShared && rights.contains(.write)
    for (index, page) in area.pages.enumerated() {
      let frame: UInt32
      if let known = shared[page] {
        frame = known
        frames.retain(frame)
      } else {
        frame = takeFrame(page: page, origin: isShared ? .none : processes[process].region)
        frames[frame].isReservedOnce = !isPrivate
        fill(frame, page: index, of: segment)
      }
      var entry = PageTableEntry(frame: frame, rights: rights)
      entry.isSharedMapping = isShared
      entry.isPrivate = isPrivate
      entry.setPolicy(FrameStanding(isOwn: true, isExclusive: true))
      if isPrivate { memories[processes[process].memory].reservedFrames += 1 }
      pageTable.set(entry, page: processes[process].firstPage + UInt64(page))
    }
  }

  /// Fills a frame with a page of a segment.
  mutating func fill(_ frame: UInt32, page: Int, of segment: Image.Segment) {
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
  mutating func storeCapabilities(of image: Image, in process: ProcessID) {
    var capabilities = image.pointers.mapValues { capability($0, in: process) }
    for slot in image.kernelEntries { capabilities[slot.offset] = KernelEntry.entry(of: slot.call) }
    for (offset, capability) in capabilities {
      let page = processes[process].firstPage + offset >> 12
      var entry = pageTable.entry(page: page)
      machine.withMemory { $0.store(capability, frame: Int(entry.frame), granule: Int(offset & 0xFFF) / 16) }
      if !entry.isPrivate, !entry.isSharedMapping {
        entry.isPrivate = true
        frames[entry.frame].isReservedOnce = false
        memories[processes[process].memory].reservedFrames += 1
        pageTable.set(entry, page: page)
      }
    }
  }

  func initialContext(of image: Image, in process: ProcessID) -> ThreadContext {
    var context = ThreadContext()
    for (number, pointer) in image.registers where (1..<32).contains(number) {
      context.registers[Int(number)] = capability(pointer, in: process)
    }
    if let text = image.areas.first(where: { $0.kind == .text }) {
      let start = UInt64(text.pages.lowerBound * PageGeometry.pageSize)
      let length = UInt64(text.pages.count * PageGeometry.pageSize)
      let entry = Pointer(target: start, length: length, permissions: .code, address: image.entryOffset)
      context.programCounter = capability(entry, in: process)
    }
    return context
  }

  /// A capability of an image, for the region that a process lives in; without isolation it reaches everywhere.
  func capability(_ pointer: Pointer, in process: ProcessID) -> MachineCapability {
    let region = regions[processes[process].region]
    let bounds: (base: UInt64, length: UInt64) =
      configuration.isolation == .none
      ? (0, RegionAllocator.addressLimit) : (region.base &+ pointer.target, pointer.length)
    return MachineCapability.root.withAddress(bounds.base).withBounds(length: bounds.length).capability
      .withPermissions(and: pointer.permissions.mask).withFlags(pointer.isCode ? 1 : 0)
      .withAddress(region.base &+ pointer.address)
  }
}
