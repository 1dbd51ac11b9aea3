public import Architecture

/// Why an access is refused: the first of its checks that fails.
public enum AccessRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// The pointer has no tag.
  case untagged
  /// The pointer is sealed.
  case sealed
  /// The pointer lacks a permission.
  case lacks(Permission)
  /// The pointer does not reach all the bytes of the access.
  case outOfBounds
  /// A pointer is loaded from or stored to an address that is no multiple of 16.
  case misaligned
  /// The page is not mapped, or not for such an access.
  case page(Int)
  /// The page showed one that a shared memory object has no more.
  case discarded(Int)

  /// What the process can tell of it.
  public var fault: Fault {
    switch self {
    case .untagged, .sealed, .lacks, .outOfBounds: .capability
    case .misaligned: .alignment
    case .page: .page
    case .discarded: .beyondObject
    }
  }

  /// The signal that ends the process.
  public var signal: SignalNumber { fault.signal }

  /// The reason as it is printed.
  public var description: String {
    switch self {
    case .untagged: "the pointer has no tag"
    case .sealed: "the pointer is sealed"
    case .lacks(let permission): "the pointer lacks the permission \(permission)"
    case .outOfBounds: "the access is not within the bounds of the pointer"
    case .misaligned: "the address is not a multiple of 16"
    case .discarded(let page): "page \(page) of the region was discarded from its shared memory object"
    case .page(let page): "page \(page) of the region does not permit it"
    }
  }
}

extension Fault {
  /// The signal that ends the process.
  ///
  /// Rule ``posix.signal.refusal``: An access that the pointer does not permit ends the process with SIGPROT, one that
  /// the page does not permit with SIGSEGV, a misaligned one or one to a discarded page with SIGBUS.
  public var signal: SignalNumber {
    switch self {
    case .capability: .protection
    case .alignment, .beyondObject: .bus
    case .page: .segmentationViolation
    }
  }
}
