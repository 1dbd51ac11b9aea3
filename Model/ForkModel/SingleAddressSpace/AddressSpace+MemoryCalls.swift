import Architecture
import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break, and what becomes of frames.
extension AddressSpace {
  mutating func map(
    _ count: Int, _ protection: Options<PageProtection>, isShared: Bool, into register: PointerRegister,
    by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let entitlement = PageEntitlement(protection, isShared: isShared)
    let place = try placesToMap(count, entitlement, by: name)[0]
    map(place..<place + count, entitlement, by: name)
    return point(register, to: place..<place + count, protection, of: name)
  }

  mutating func map(
    _ mapping: SharedMapping, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let place = try placesToMap(mapping, by: name)[0]
    map(mapping, at: place, by: name)
    return point(register, to: place..<place + mapping.pages, mapping.protection, of: name)
  }

  mutating func setBreak(
    _ bytes: Integer, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Observation {
    let heap = try setBreak(bytes, by: name)
    return write(world.pointer(toPages: heap, regionBase: base(of: name), [.read, .write]), into: register, of: name)
  }

  /// Makes a register point to pages that were mapped.
  private mutating func point(
    _ register: PointerRegister, to pages: Range<Int>, _ protection: Options<PageProtection>, of name: ProcessName
  ) -> Observation {
    let pointer = world.pointer(toPages: pages, regionBase: base(of: name), protection)
    _ = write(pointer, into: register, of: name)
    return .mapped(address: pointer.address.word)
  }

  func base(of name: ProcessName) -> Integer { process(name).region.base }

  func authority(_ register: PointerRegister, of name: ProcessName) -> Capability {
    pointer(inRegister: register, of: name)
  }

  func distanceFromPage(ofRegister register: PointerRegister, of name: ProcessName) -> Int? {
    Int(exactly: pointer(inRegister: register, of: name).address.modulo(twoTo: 12))
  }

  /// Rule ``fork.map.frame``: Each page that is mapped gets a frame of its own with its region as origin, or with none
  /// if the page is shared; a page of a shared memory object shows the frame that is there.
  ///
  /// Rule ``fork.frame.scrubbed``: A frame that is taken into use holds zeros and no tags, whoever had it before.
  mutating func fill(_ pages: Range<Int>, of name: ProcessName) {
    for page in pages {
      let process = process(name)
      guard let content = process.layout.pages[page] else {
        impossible("fork.map.frame", "\(name) has mapped page \(page), which is not in its layout")
      }
      if content.isDiscarded { continue }
      let origin = content.entitlement.isShared ? nil : process.region
      let number = content.sharedPage.flatMap { sharedFrames[$0] } ?? allocate(Frame(origin: origin, background: 0))
      processes[name]?.mappings[page] = .granting(content.entitlement, frame: number)
    }
  }

  /// Rule ``fork.unmap.release``: A frame whose page is unmapped is given back, unless a relative shows it as well. The
  /// page of the relative stays as it is, with what is pending for it.
  mutating func discard(_ pages: Range<Int>, of name: ProcessName) {
    for page in pages { processes[name]?.mappings[page] = nil }
    releaseUnmappedFrames()
  }

  mutating func adapt(_ pages: Range<Int>, of name: ProcessName) {
    for page in pages {
      let process = process(name)
      guard let mapping = process.mappings[page],
        let entitlement = process.layout.entitlement(ofPage: page)
      else { continue }
      let changed = protected(mapping, entitlement, in: process.region)
      processes[name]?.mappings[page] = changed
    }
  }

  /// A page when its entitlement has changed.
  ///
  /// Rule ``fork.protect.pending``: mprotect serves nothing that is pending. A page permits at once all that its
  /// process is entitled to if it alone shows its frame and the frame has its region as origin, or if it is shared
  /// memory. Any other page permits loads at most, and none of tagged pointers if the frame holds any from another
  /// origin. Whatever else the process is entitled to is left to the fault handler.
  private func protected(_ mapping: Mapping, _ entitlement: PageEntitlement, in region: Region) -> Mapping {
    let page = Mapping.granting(entitlement, frame: mapping.frame)
    if entitlement.isShared { return page }
    let frame = frame(mapping.frame)
    if frame.origin == region { return references(to: mapping.frame) == 1 ? page : page.readOnly }
    return frame.tags.isEmpty ? page.readOnly : page.withoutPointers
  }

  /// Rule ``fork.vfork.heir``: The region of a process stays with its mappings when they pass to a child of vfork.
  mutating func moveMemory(from name: ProcessName, to heir: ProcessName) {
    let mappings = process(name).mappings
    processes[heir]?.mappings = mappings
    processes[name]?.mappings = [:]
  }

  /// Rule ``fork.exit.release``: A process that ends gives back its mappings, every frame that nobody else maps, and
  /// its region. What it wrote into frames that its descendants still map stays, with its region as their origin.
  mutating func releaseMemory(of name: ProcessName) {
    processes[name]?.mappings = [:]
    releaseUnmappedFrames()
  }
}

/// The frames of shared memory objects.
extension AddressSpace {
  /// Rule ``fork.sharedObject.frame``: A page of a shared memory object has a frame of its own without an origin, which
  /// all who map it show.
  mutating func provide(sharedPages: Range<Int>) {
    for page in sharedPages { sharedFrames[page] = allocate(Frame(origin: nil, background: 0)) }
  }

  mutating func clear(_ bytes: Range<Int>, ofSharedPage page: Int) {
    let number = sharedFrame(page)
    var frame = frame(number)
    for offset in bytes where frame.byte(at: offset) != 0 { frame.store(0, at: offset) }
    frames[number] = frame
  }

  func byte(ofSharedPage page: Int, at offset: Int) -> UInt8 {
    frame(sharedFrame(page)).byte(at: offset)
  }

  mutating func store(_ byte: UInt8, at offset: Int, ofSharedPage page: Int) {
    frames[sharedFrame(page)]?.store(byte, at: offset)
  }

  /// The frame of a page of a shared memory object. Rule: ``fork.sharedObject.frame``.
  private func sharedFrame(_ page: Int) -> Int {
    guard let number = sharedFrames[page] else {
      impossible("fork.sharedObject.frame", "page \(page) of shared memory is in use, and has no frame")
    }
    return number
  }

  /// Nobody may rely on what is there, so it may be zero.
  mutating func forget(_ bytes: Range<Int>, ofSharedPage page: Int) { clear(bytes, ofSharedPage: page) }

  /// Rule ``fork.sharedObject.release``: A frame of a shared memory object lives as long as the object has the page;
  /// then no page of a process shows it any more.
  mutating func releaseSharedMemory() {
    let pages = files.objectPages
    sharedFrames = sharedFrames.filter { pages.contains($0.key) }
    for (name, process) in processes {
      for (page, content) in process.layout.pages where content.isDiscarded { processes[name]?.mappings[page] = nil }
    }
    releaseUnmappedFrames()
  }
}
