import CapabilityModel
import ExactIntegers

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
