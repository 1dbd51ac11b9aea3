import Architecture
import CapabilityModel
import ExactIntegers

/// mmap, munmap, mprotect and break, and what becomes of the contents.
extension PosixSystem {
  mutating func map(
    _ count: Int, _ protection: Options<PageProtection>, isShared: Bool, into register: PointerRegister,
    by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    .mapped(atOneOf: try placesToMap(count, PageEntitlement(protection, isShared: isShared), by: name))
  }

  mutating func map(
    _ mapping: SharedMapping, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    .mapped(atOneOf: try placesToMap(mapping, by: name))
  }

  mutating func setBreak(
    _ bytes: Integer, into register: PointerRegister, by name: ProcessName
  ) throws(ActionFailure) -> Expectation {
    let heap = try setBreak(bytes, by: name)
    let pointer = world.pointer(toPages: heap, regionBase: space.base, [.read, .write])
    return write(.pointer(pointer), into: register, of: name)
  }

  /// The pages that an observation says were mapped.
  private func pages(_ count: Int, mappedAt address: UInt64) -> Range<Int> {
    // The start of a region is a multiple of 2^(k+2) in both views, so the place within it can be read off any address.
    let first = Int(fitting: Integer(address).modulo(twoTo: space.sizeLog2 + 2) / Integer(ProcessImage.pageSize))
    return first..<first + count
  }

  /// Maps pages where an observation has told.
  mutating func map(
    _ count: Int, at address: UInt64, _ protection: Options<PageProtection>, isShared: Bool,
    into register: PointerRegister, by name: ProcessName
  ) {
    let pages = pages(count, mappedAt: address)
    map(pages, PageEntitlement(protection, isShared: isShared), by: name)
    point(register, to: pages, protection, of: name)
  }

  /// Maps pages of a shared memory object where an observation has told.
  mutating func map(
    _ mapping: SharedMapping, at address: UInt64, into register: PointerRegister, by name: ProcessName
  ) {
    let pages = pages(mapping.pages, mappedAt: address)
    map(mapping, at: pages.lowerBound, by: name)
    point(register, to: pages, mapping.protection, of: name)
  }

  private mutating func point(
    _ register: PointerRegister, to pages: Range<Int>, _ protection: Options<PageProtection>, of name: ProcessName
  ) {
    let pointer = world.pointer(toPages: pages, regionBase: space.base, protection)
    processes[name]?.registers[register.index] = .pointer(pointer)
  }

  func base(of name: ProcessName) -> Integer { space.base }

  func distanceFromPage(ofRegister register: PointerRegister, of name: ProcessName) -> Int? {
    space.distanceFromPage(content(ofRegister: register, of: name))
  }

  mutating func fill(_ pages: Range<Int>, of name: ProcessName) {
    for page in pages { processes[name]?.memory.clear(page: page) }
  }

  mutating func discard(_ pages: Range<Int>, of name: ProcessName) {
    for page in pages { processes[name]?.memory.clear(page: page) }
    releaseSharedMemory()
  }

  /// Nothing: what a page permits is asked of the layout at each access.
  mutating func adapt(_ pages: Range<Int>, of name: ProcessName) {}

  mutating func moveMemory(from name: ProcessName, to heir: ProcessName) {
    let memory = process(name).memory
    processes[heir]?.memory = memory
  }

  mutating func releaseMemory(of name: ProcessName) {
    processes[name]?.memory = PosixMemory(space: space)
    releaseSharedMemory()
  }
}

/// What the pages of shared memory hold.
extension PosixSystem {
  /// Nothing: a page that nobody has stored into holds zeros.
  mutating func provide(sharedPages: Range<Int>) {}

  mutating func clear(_ bytes: Range<Int>, ofSharedPage page: Int) {
    overwrite(bytes, ofSharedPage: page, with: .zero)
  }

  mutating func forget(_ bytes: Range<Int>, ofSharedPage page: Int) {
    overwrite(bytes, ofSharedPage: page, with: .undetermined)
  }

  func byte(ofSharedPage page: Int, at offset: Int) -> PosixByte {
    sharedMemory.byte(at: page * ProcessImage.pageSize + offset).written
  }

  mutating func store(_ byte: PosixByte, at offset: Int, ofSharedPage page: Int) {
    sharedMemory.store([byte], at: page * ProcessImage.pageSize + offset)
  }

  /// Overwrites what was stored.
  private mutating func overwrite(_ bytes: Range<Int>, ofSharedPage page: Int, with byte: PosixByte) {
    for offset in bytes {
      let position = page * ProcessImage.pageSize + offset
      if sharedMemory.byte(at: position) != .zero { sharedMemory.store([byte], at: position) }
    }
  }

  /// Rule ``posix.shared.lifetime``: Shared memory lives as long as somebody has it mapped, or an object has it that
  /// lives.
  mutating func releaseSharedMemory() {
    for page in sharedMemory.pagesInUse.subtracting(sharedPagesInUse) { sharedMemory.clear(page: page) }
  }
}
