import Architecture
import ExactIntegers

/// Where an access goes.
extension ProcessSystem {
  /// Where in its region a process accesses memory, if pointer and pages permit it.
  ///
  /// Rule ``posix.access.page``: When the pointer permits an access, each page that it touches must permit it, too: it
  /// must be mapped, and readable for a load, writable for a store. Nothing is mapped outside the region of the
  /// process.
  func position(
    of kind: MemoryAccess.Kind, size: Int, through register: PointerRegister, offset: Integer, by name: ProcessName
  ) throws(ActionFailure) -> Int {
    let authority = authority(register, of: name)
    let access = MemoryAccess(kind, size: size, through: authority, offset: offset)
    do { try access.check(against: authority) } catch { throw .refused(error) }
    guard let position = Int(exactly: access.address - base(of: name)), position >= 0 else {
      throw .refused(.outOfBounds)
    }
    let layout = layout(of: name)
    for page in ProcessImage.pages(from: position, size: size) {
      guard let entitlement = layout.entitlement(ofPage: page), access.isPermitted(by: entitlement) else {
        throw .refused(.page(page))
      }
      if layout.pages[page]?.isDiscarded == true { throw .refused(.discarded(page)) }
    }
    return position
  }
}
