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
