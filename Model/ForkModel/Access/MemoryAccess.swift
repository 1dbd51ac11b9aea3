import Architecture
import CapabilityModel
import ExactIntegers

/// An access to memory that an instruction is about to make, and the right it needs.
struct MemoryAccess {
  /// What is moved, and in which direction.
  enum Kind {
    case loadData
    case storeData
    case loadPointer
    /// `tagged` and `global` are those of the value that is stored.
    case storePointer(tagged: Bool, global: Bool)
  }

  let kind: Kind
  /// How many bytes it touches.
  let size: Int
  /// The first address that it touches.
  let address: Integer

  /// An access through a pointer.
  ///
  /// Rule ``posix.access.address``: The address of an access is the address of the pointer plus the offset, modulo
  /// 2^64.
  init(_ kind: Kind, size: Int, through authority: Capability, offset: Integer) {
    self.kind = kind
    self.size = size
    address = (authority.address + offset).modulo(twoTo: 64)
  }

  /// Whether it changes memory.
  var isStore: Bool {
    switch kind {
    case .loadData, .loadPointer: false
    case .storeData, .storePointer: true
    }
  }

  /// Whether a page permits it.
  func isPermitted(by entitlement: PageEntitlement) -> Bool {
    isStore ? entitlement.write : entitlement.read
  }

  /// Throws the first reason for which a pointer does not authorise this access.
  ///
  /// Rule ``posix.access.order``: The checks are made in this order: tag, seal, permissions, bounds, alignment.
  func check(against authority: Capability) throws(AccessRefusal) {
    if !authority.tag { throw .untagged }
    if authority.isSealed { throw .sealed }
    if let permission = missingPermission(of: authority) { throw .lacks(permission) }
    if !isWithinBounds(of: authority) { throw .outOfBounds }
    if !isAligned { throw .misaligned }
  }

  /// Rule ``posix.access.permission``: A load needs the permission Load, a store the permission Store; to store a
  /// tagged pointer needs StoreCapability as well, and StoreLocalCapability if that pointer is not Global. To load a
  /// pointer without LoadCapability is no error: the tag is left behind.
  private func missingPermission(of authority: Capability) -> Permission? {
    neededPermissions.first { !authority.permissions.contains($0) }
  }

  private var neededPermissions: [Permission] {
    switch kind {
    case .loadData, .loadPointer: [.load]
    case .storeData, .storePointer(tagged: false, _): [.store]
    case .storePointer(tagged: true, global: true): [.store, .storeCapability]
    case .storePointer(tagged: true, global: false): [.store, .storeCapability, .storeLocalCapability]
    }
  }

  /// Rule ``posix.access.bounds``: All the bytes of an access lie within the bounds of its pointer.
  private func isWithinBounds(of authority: Capability) -> Bool {
    authority.base <= address && address + Integer(size) <= authority.top
  }

  /// Rule ``posix.access.alignment``: Pointers are loaded from and stored to multiples of 16; data may lie anywhere.
  private var isAligned: Bool {
    switch kind {
    case .loadData, .storeData: true
    case .loadPointer, .storePointer: address.isMultiple(ofTwoTo: 4)
    }
  }
}

/// How sixteen bytes of memory and a capability are the same: the address word first, the metadata word second, each
/// with its low byte first.
extension Capability {
  /// The sixteen bytes of the capability.
  var bytesInMemory: [UInt8] {
    [address, metadata].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word.bits(8 * $0..<8 * $0 + 8)) }
    }
  }
}

extension Format {
  /// The capability that sixteen bytes are.
  func capability(inMemory bytes: [UInt8], tag: Bool) -> Capability {
    let words = [bytes.prefix(8), bytes.dropFirst(8)].map { word in
      word.reversed().reduce(Integer(0)) { ($0 << 8) + Integer($1) }
    }
    return decode(metadata: words[1], address: words[0], tag: tag)
  }
}
