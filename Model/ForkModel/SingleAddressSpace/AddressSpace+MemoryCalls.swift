import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break, and what becomes of frames.
extension AddressSpace {
  mutating func perform(_ call: MemoryCall, by name: ProcessNumber) throws(ActionFailure) -> Outcome {
    switch call {
    case .map(let into, let pages, let protection, let isShared):
      let entitlement = PageEntitlement(protection, isShared: isShared)
      let place = try placesToMap(pages, entitlement, by: name)[0]
      map(place..<place + pages, entitlement, by: name)
      let pointer = world.pointer(toPages: place..<place + pages, regionBase: base(of: name), protection)
      _ = write(pointer, into: into, of: name)
      return .mapped(address: pointer.address)
    case .unmap(let through, let pages): try unmap(pages, through: through, by: name)
    case .protect(let through, let pages, let protection): try protect(pages, through: through, protection, by: name)
    case .setBreak(let into, let bytes):
      let heap = try setBreak(bytes, by: name)
      return write(world.pointer(toPages: heap, regionBase: base(of: name), [.read, .write]), into: into, of: name)
    }
    return .done
  }

  func base(of name: ProcessNumber) -> Integer { processes[name]?.region.base ?? 0 }

  func authority(_ register: Int, of name: ProcessNumber) -> Capability { pointer(inRegister: register, of: name) }

  func distanceFromPage(ofRegister register: Int, of name: ProcessNumber) -> Int? {
    Int(exactly: pointer(inRegister: register, of: name).address.modulo(twoTo: 12))
  }

  /// Rule ``fork.map.frame``: Each page that is mapped gets a frame of its own with its region as home, or with none if the page
  /// is shared.
  ///
  /// Rule ``fork.frame.scrubbed``: A frame that is taken into use holds zeros and no tags, whoever had it before.
  mutating func fill(_ pages: Range<Int>, of name: ProcessNumber) {
    for page in pages {
      guard let process = processes[name], let entitlement = process.layout.entitlement(ofPage: page) else { continue }
      let number = allocate(Frame(home: entitlement.isShared ? nil : process.region, background: 0))
      processes[name]?.mappings[page] = .granting(entitlement, frame: number)
    }
  }

  /// Rule ``fork.unmap.release``: Frames of pages that are unmapped are given back unless a relative maps them, whose pages stay
  /// as they are, with what they owe.
  mutating func discard(_ pages: Range<Int>, of name: ProcessNumber) {
    for page in pages { processes[name]?.mappings[page] = nil }
    releaseUnmappedFrames()
  }

  mutating func adapt(_ pages: Range<Int>, of name: ProcessNumber) {
    for page in pages {
      guard let process = processes[name], let mapping = process.mappings[page],
        let entitlement = process.layout.entitlement(ofPage: page)
      else { continue }
      let changed = protected(mapping, entitlement, in: process.region)
      processes[name]?.mappings[page] = changed
    }
  }

  /// A page when its entitlement has changed.
  ///
  /// Rule ``fork.protect.owed``: A change of protection pays no debt. A page that alone shows its frame, at home, permits at once
  /// all that it is entitled to, and so does a shared one. Any other permits loads of data at most, and loads of pointers if
  /// the frame has no foreign ones: whatever else the process is entitled to is left to the fault handler.
  private func protected(_ mapping: Mapping, _ entitlement: PageEntitlement, in region: Region) -> Mapping {
    let page = Mapping.granting(entitlement, frame: mapping.frame)
    guard let frame = frames[mapping.frame], !entitlement.isShared else { return page }
    if frame.home == region { return references(to: mapping.frame) == 1 ? page : page.readOnly }
    return frame.tags.isEmpty ? page.readOnly : page.withoutPointers
  }

  mutating func releaseMemory(of name: ProcessNumber) {
    processes[name]?.mappings = [:]
    releaseUnmappedFrames()
  }
}
