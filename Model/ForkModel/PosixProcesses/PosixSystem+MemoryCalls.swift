import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break, and what becomes of the contents.
extension PosixSystem {
  mutating func perform(_ call: MemoryCall, by name: ProcessNumber) throws(ActionFailure) -> Expectation {
    switch call {
    case .map(_, let pages, let protection, let isShared):
      return .mapped(atOneOf: try placesToMap(pages, PageEntitlement(protection, isShared: isShared), by: name))
    case .mapShared: throw .failed(.noSystemCall)
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
  mutating func map(
    _ count: Int, at address: Integer, _ entitlement: PageEntitlement, into register: Int, by name: ProcessNumber
  ) {
    let offset = address.modulo(twoTo: space.sizeLog2 + 2) / Integer(ProcessImage.pageSize)
    guard let first = Int(exactly: offset) else { return }
    map(first..<first + count, entitlement, by: name)
    let pointer = world.pointer(
      toPages: first..<first + count, regionBase: space.base, entitlement.protection)
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
    discardSharedMemory()
  }

  /// Nothing: what a page permits is asked of the layout at each access.
  mutating func adapt(_ pages: Range<Int>, of name: ProcessNumber) {}

  mutating func releaseMemory(of name: ProcessNumber) {
    processes[name]?.memory = PosixMemory(space: space)
    discardSharedMemory()
  }

  /// Rule ``posix.shared.lifetime``: Shared memory lives as long as somebody has it mapped.
  private mutating func discardSharedMemory() {
    for page in sharedMemory.pagesInUse.subtracting(mappedSharedPages) { sharedMemory.clear(page: page) }
  }
}
