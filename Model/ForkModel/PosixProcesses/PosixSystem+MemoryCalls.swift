import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break, and what becomes of the contents.
extension PosixSystem {
  mutating func perform(_ call: MemoryCall, by name: ProcessNumber) throws(ActionFailure) -> Expectation {
    switch call {
    case .map(_, let pages, let protection, let isShared):
      return .mapped(atOneOf: try placesToMap(pages, PageEntitlement(protection, isShared: isShared), by: name))
    case .mapShared(_, let mapping):
      return .mapped(atOneOf: try placesToMap(mapping, by: name))
    case .unmap(let through, let pages): try unmap(pages, through: through, by: name)
    case .protect(let through, let pages, let protection): try protect(pages, through: through, protection, by: name)
    case .setBreak(let into, let bytes):
      let heap = try setBreak(bytes, by: name)
      let pointer = world.pointer(toPages: heap, regionBase: space.base, [.read, .write])
      return write(.pointer(pointer), into: into, of: name)
    }
    return .done(written: nil)
  }

  /// Maps pages where an observation has told.
  ///
  /// The start of a region is a multiple of 2^(k+2) in both views, so the place within it can be read off any address.
  mutating func follow(_ call: MemoryCall, by name: ProcessNumber, to address: Integer) {
    let first = Int(fitting: address.modulo(twoTo: space.sizeLog2 + 2) / Integer(ProcessImage.pageSize))
    switch call {
    case .map(let register, let pages, let protection, let isShared):
      map(first..<first + pages, PageEntitlement(protection, isShared: isShared), by: name)
      point(register, to: first..<first + pages, protection, of: name)
    case .mapShared(let register, let mapping):
      map(mapping, at: first, by: name)
      point(register, to: first..<first + mapping.pages, mapping.protection, of: name)
    case .unmap, .protect, .setBreak: break
    }
  }

  private mutating func point(
    _ register: Int, to pages: Range<Int>, _ protection: Protection, of name: ProcessNumber
  ) {
    let pointer = world.pointer(toPages: pages, regionBase: space.base, protection)
    processes[name]?.registers[register] = .pointer(pointer)
  }

  func base(of name: ProcessNumber) -> Integer { space.base }

  func distanceFromPage(ofRegister register: Int, of name: ProcessNumber) -> Int? {
    space.distanceFromPage(content(ofRegister: register, of: name))
  }

  mutating func fill(_ pages: Range<Int>, of name: ProcessNumber) {
    for page in pages { processes[name]?.memory.clear(page: page) }
  }

  mutating func discard(_ pages: Range<Int>, of name: ProcessNumber) {
    for page in pages { processes[name]?.memory.clear(page: page) }
    releaseSharedMemory()
  }

  /// Nothing: what a page permits is asked of the layout at each access.
  mutating func adapt(_ pages: Range<Int>, of name: ProcessNumber) {}

  mutating func moveMemory(from name: ProcessNumber, to heir: ProcessNumber) {
    let memory = process(name).memory
    processes[heir]?.memory = memory
  }

  mutating func releaseMemory(of name: ProcessNumber) {
    processes[name]?.memory = PosixMemory(space: space)
    releaseSharedMemory()
  }
}
