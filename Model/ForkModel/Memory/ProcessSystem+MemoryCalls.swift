import Architecture
import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break.
extension ProcessSystem {
  /// The pages that the range of a call covers.
  ///
  /// Rule ``posix.range.pages``: The range of munmap and mprotect starts at the address in a register. If that is not
  /// the start of a page, or if the range has no pages, the call fails with EINVAL.
  ///
  /// Rule ``posix.range.authority``: For munmap and mprotect the register must hold a tagged, unsealed pointer whose
  /// bounds cover the whole range. Otherwise the call fails with EFAULT, and says nothing of the pages.
  func pages(_ count: Int, through register: PointerRegister, of name: ProcessName) throws(ActionFailure) -> Range<Int>
  {
    if count <= 0 { throw .failed(.invalidArgument) }
    // It may depend on bytes that are not determined.
    guard let distance = distanceFromPage(ofRegister: register, of: name) else {
      throw .failed(oneOf: [.invalidArgument, .badAddress])
    }
    let isMisaligned = distance != 0
    let authority = authority(register, of: name)
    let range = Bounds(
      base: authority.address, top: authority.address + Integer(count) * Integer(ProcessImage.pageSize))
    let first = Int(exactly: (range.base - base(of: name)) / Integer(ProcessImage.pageSize))
    guard authority.tag, !authority.isSealed, authority.bounds.contains(range), let first else {
      throw .failed(oneOf: (isMisaligned ? [.invalidArgument] : []) + [.badAddress])
    }
    if isMisaligned { throw .failed(.invalidArgument) }
    return first..<first + count
  }

  /// Rule ``posix.unmap``: munmap takes pages away with all they hold. That some of the range were not mapped is no
  /// error. Whoever shares one of the pages keeps it.
  mutating func unmap(_ count: Int, through register: PointerRegister, by name: ProcessName) throws(ActionFailure) {
    unmap(try pages(count, through: register, of: name), of: owner(of: name))
  }

  private mutating func unmap(_ pages: Range<Int>, of owner: ProcessName) {
    processes[owner]?.layout.unmap(pages)
    releaseUnusedFiles()
    discard(pages, of: owner)
  }

  /// Rule ``posix.protect``: After mprotect the pages permit what the protection says, and hold what they held. If one
  /// of them is not mapped, or if the frames for those that become writable can't be reserved, the call fails with
  /// ENOMEM.
  ///
  /// Rule ``posix.protect.shared``: Pages of a shared memory object that were mapped through a descriptor which is not
  /// open for writing can't be made writable: EACCES.
  ///
  /// Rule ``posix.protect.nothing``: mprotect of no pages fails with EINVAL, or does nothing.
  ///
  /// Rule ``posix.protect.partial``: When mprotect fails with ENOMEM or EACCES, the pages before the first that stands
  /// in its way may have changed, as many as there are or fewer.
  mutating func protect(
    _ count: Int, through register: PointerRegister, _ protection: Options<PageProtection>, by name: ProcessName
  ) throws(ActionFailure) {
    if count == 0 && takes(.protectionOfNothing) { return }
    let pages = try pages(count, through: register, of: name)
    let (owner, layout) = (owner(of: name), layout(of: name))
    let willWrite = protection.contains(.write)
    let isPossible = pages.allSatisfy { layout.pages[$0] != nil }
    var errors: [ErrorNumber] = isPossible && reserves(willWrite ? layout.costOfWriting(pages) : 0) ? [] : [.noMemory]
    if willWrite && pages.contains(where: { layout.pages[$0]?.mayBeWritten == false }) { errors.append(.accessDenied) }
    var changed = pages
    if !errors.isEmpty {
      let most = pages.first { end in !mayProtect(pages.lowerBound...end, protection, layout) } ?? pages.upperBound
      let choice = choose(.protectedBeforeFailure, among: most - pages.lowerBound + 1)
      changed = pages.lowerBound..<pages.lowerBound + choice
    }
    processes[owner]?.layout.protect(changed, protection)
    adapt(changed, of: owner)
    try refuse(errors)
  }

  /// Whether there is nothing in the way of protecting pages, and be it others behind them.
  private func mayProtect(_ pages: ClosedRange<Int>, _ protection: Options<PageProtection>, _ layout: PageLayout)
    -> Bool
  {
    let willWrite = protection.contains(.write)
    return pages.allSatisfy { page in layout.pages[page].map { $0.mayBeWritten || !willWrite } == true }
      && canReserve(willWrite ? layout.costOfWriting(pages.lowerBound..<pages.upperBound + 1) : 0)
  }

  /// The pages at which a mapping may start.
  ///
  /// Rule ``posix.map.place``: mmap takes any gap of so many pages in the region of the process, if the format has
  /// exact bounds for it. Which gap is not determined.
  ///
  /// Rule ``posix.map.failure``: mmap fails with EINVAL if it is asked for no pages, and with ENOMEM if there is no
  /// such gap or the frames can't be reserved.
  ///
  /// Rule ``posix.map.rounded``: If the format has exact bounds for so many pages nowhere, mmap fails with ENOMEM, or
  /// gives a pointer whose bounds reach farther: from the first of the pages to beyond the last, over pages that are
  /// not mapped.
  mutating func placesToMap(
    _ count: Int, _ entitlement: PageEntitlement, by name: ProcessName
  ) throws(ActionFailure) -> [Int] {
    if count <= 0 { throw .failed(.invalidArgument) }
    var places = gaps(count, of: name)
    if places.isEmpty && takes(.roundedMapping) { places = roundedGaps(count, of: name) }
    if places.isEmpty || !reserves(count) { throw .failed(.noMemory) }
    return places
  }

  /// The pages at which a gap of so many pages starts for which there are exact bounds. Rule: ``posix.map.place``.
  func gaps(_ count: Int, of name: ProcessName) -> [Int] {
    let (layout, last) = (layout(of: name), world.regionPages - count)
    if count <= 0 || last < 0 { return [] }
    return (0...last).filter { layout.isGap($0..<$0 + count) && hasExactBounds($0..<$0 + count) }
  }

  /// The pages at which a gap starts that is large enough for the bounds of a pointer to so many pages, where there are
  /// exact ones nowhere. Rule: ``posix.map.rounded``.
  private func roundedGaps(_ count: Int, of name: ProcessName) -> [Int] {
    let (layout, last, start) = (layout(of: name), world.regionPages - count, Integer.twoTo(world.regionSizeLog2 + 2))
    if last < 0 || (0...last).contains(where: { hasExactBounds($0..<$0 + count) }) { return [] }
    return (0...last).filter { first in
      let pointer = world.pointer(toPages: first..<first + count, regionBase: start, [])
      let end = (pointer.top - start + Integer(ProcessImage.pageSize - 1)) / Integer(ProcessImage.pageSize)
      guard pointer.base == start + Integer(first * ProcessImage.pageSize), let end = Int(exactly: end) else {
        return false
      }
      return end <= world.regionPages && layout.isGap(first..<end)
    }
  }

  private func hasExactBounds(_ pages: Range<Int>) -> Bool {
    let pointer = world.pointer(toPages: pages, regionBase: .twoTo(world.regionSizeLog2 + 2), [])
    return pointer.length == Integer(pages.count) * Integer(ProcessImage.pageSize)
  }

  /// Rule ``posix.map.contents``: Pages that are mapped hold zeros. Shared pages are one memory, for the process and
  /// for all children that fork makes from then on.
  mutating func map(_ pages: Range<Int>, _ entitlement: PageEntitlement, by name: ProcessName) {
    let (owner, firstSharedPage) = (owner(of: name), nextSharedPage)
    processes[owner]?.layout.map(
      pages, entitlement, isCharged: !entitlement.isShared,
      showing: Array(firstSharedPage..<firstSharedPage + pages.count))
    if entitlement.isShared { nextSharedPage += pages.count }
    fill(pages, of: owner)
  }

  /// Moves the end of the heap.
  ///
  /// Rule ``posix.break.pages``: The heap ends at the first page boundary that lies so many bytes behind its start, or
  /// more. Pages that it gains are zero, readable and writable; pages that it loses are unmapped.
  ///
  /// Rule ``posix.break.failure``: To move the end of the heap fails with ENOMEM if the image has no heap, if the heap
  /// would leave the region or meet another mapping, or if its frames can't be reserved.
  ///
  /// - Returns: The pages of the heap.
  mutating func setBreak(_ bytes: Integer, by name: ProcessName) throws(ActionFailure) -> Range<Int> {
    let (owner, layout) = (owner(of: name), layout(of: name))
    let size = Int(exactly: (bytes + Integer(ProcessImage.pageSize - 1)) / Integer(ProcessImage.pageSize))
    guard let heap = layout.heap, let size, size <= world.regionPages - heap.lowerBound else {
      throw .failed(.noMemory)
    }
    let end = heap.lowerBound + size
    let growth = heap.upperBound..<max(heap.upperBound, end)
    guard layout.isGap(growth), reserves(growth.count) else { throw .failed(.noMemory) }
    map(growth, PageEntitlement([.read, .write]), by: name)
    unmap(min(end, heap.upperBound)..<heap.upperBound, of: owner)
    processes[owner]?.layout.setBreak(end)
    return heap.lowerBound..<end
  }
}

/// Memory that is reserved, so that no access can fail for want of it.
extension ProcessSystem {
  /// Rule ``posix.charge.sum``: The frames that are reserved are those that the processes are charged for, one for each
  /// page of shared memory that somebody has mapped or an object has, whoever shares it, and one for each read-only
  /// page of the image, which all processes have in common.
  var reservedFrames: Int {
    let own = processes.values.reduce(0) { $0 + $1.layout.chargedPages }
    return own + sharedPagesInUse.count + world.image.readOnlyPages
  }

  /// Rule ``posix.charge.limit``: A call fails with ENOMEM, and changes nothing, if what it asks for can't be reserved
  /// beside what is reserved already.
  func canReserve(_ frames: Int) -> Bool {
    reservedFrames + frames <= world.frames
  }

  /// Whether frames are reserved for a call.
  mutating func reserves(_ frames: Int) -> Bool {
    canReserve(frames) || world.overcommits && takes(.overcommit)
  }

  /// The pages of shared memory that somebody has mapped.
  var mappedSharedPages: Set<Int> {
    processes.values.reduce(into: []) { $0.formUnion($1.layout.sharedPages) }
  }

  /// The pages of shared memory that somebody has mapped, or a shared memory object has.
  var sharedPagesInUse: Set<Int> { mappedSharedPages.union(files.objectPages) }
}
