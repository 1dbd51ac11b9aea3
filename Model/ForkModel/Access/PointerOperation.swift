import Architecture
import CapabilityModel
import ExactIntegers

/// An operation on a pointer that touches no memory. None of them is ever a fault: what is not allowed clears the tag.
enum PointerOperation {
  /// Copies it.
  case move
  /// Adds to its address.
  case derive(increment: Integer)
  /// Restricts its bounds to `length` bytes from its address, rounded outwards.
  case narrow(length: Integer)
  /// Keeps the permissions that the mask names, laid out as the result of `CGetPerm`.
  case restrict(mask: Integer)
  /// Seals it as an entry point.
  case sealEntry
  /// Clears its tag.
  case clearTag
}

extension PointerOperation {
  /// What the operation makes of a pointer, as the instruction of the same purpose does.
  func applied(to pointer: Capability) -> Capability {
    switch self {
    case .move: pointer
    case .derive(let increment): pointer.incrementOffset(by: increment)
    case .narrow(let length): pointer.setBounds(length: length).capability
    case .restrict(let mask): pointer.andPermissions(mask: mask)
    case .sealEntry: pointer.sealEntry()
    case .clearTag: pointer.clearTag()
    }
  }

  /// Whether the operation leaves sixteen untagged bytes as they are.
  var keepsUntaggedBytes: Bool {
    switch self {
    case .move, .clearTag: true
    case .derive, .narrow, .restrict, .sealEntry: false
    }
  }
}

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
