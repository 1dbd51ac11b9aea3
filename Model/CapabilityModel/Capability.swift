public import Architecture
public import ExactIntegers

/// A capability: an address, and the authority to use memory within bounds.
///
/// It is kept as a format stores it, field by field, so that every bit pattern is a value, also those that no
/// derivation yields. The operations on it are those of the ISA; each returns a new capability.
public struct Capability: Hashable, Sendable {
  /// How the capability is packed into words.
  public let format: Format
  /// Whether this is a capability or just data.
  public internal(set) var tag: Bool
  /// The address, from 0 up to 2 to the address width. The bounds are stored relative to it.
  public internal(set) var address: Integer
  /// What the capability allows.
  public internal(set) var permissions: PermissionSet
  /// The object type as it stands in its field; ``ObjectTypes`` says what the values mean.
  public internal(set) var objectType: Int
  /// The flags; bit 0 is the encoding mode of code.
  public internal(set) var flags: Int
  /// The bits of the metadata that have no meaning, in their places.
  public internal(set) var reserved: Integer
  /// The bounds as stored.
  public internal(set) var boundsEncoding: BoundsEncoding
}

extension Capability {
  /// The bounds that the capability grants access to.
  public var bounds: Bounds {
    format.bounds(of: boundsEncoding, at: address)
  }

  /// Inclusive lower bound, in bytes.
  public var base: Integer {
    bounds.base
  }

  /// Exclusive upper bound, in bytes.
  public var top: Integer {
    bounds.top
  }

  /// Rule ``cap.inspect.length``: The length is top - base; where a pattern that can't be tagged has its top below its
  /// base, the length is taken modulo twice the size of the address space.
  public var length: Integer {
    bounds.length.modulo(twoTo: format.addressWidth + 1)
  }

  /// Rule ``cap.inspect.offset``: The offset is address - base, modulo the size of the address space.
  public var offset: Integer {
    format.wrapped(address - base)
  }

  /// Rule ``cap.inspect.sealed``: A capability is sealed if its object type is any other than the unsealed one.
  public var isSealed: Bool {
    objectType != format.objectTypes.unsealed
  }

  /// Whether the capability is sealed as an entry, which a jump may unseal.
  public var isEntry: Bool {
    objectType == format.objectTypes.entry
  }

  /// Whether the object type is one that the architecture has set aside.
  public var hasReservedObjectType: Bool {
    format.objectTypes.reserved.contains(objectType)
  }

  /// Rule ``cap.inspect.type``: Object types that can be sealed with are read as they are; the reserved ones too, but
  /// in cc128 they are negative numbers, modulo the size of an integer register.
  public var inspectedObjectType: Integer {
    guard hasReservedObjectType, format.objectTypes.areReservedNegative else { return Integer(objectType) }
    return format.wrapped(Integer(objectType).signExtended(from: format.layout.objectType.count))
  }

  /// Whether the bounds stored are a pattern that the format excludes.
  public var isMalformed: Bool {
    format.isMalformed(boundsEncoding)
  }

  /// The permissions as the instruction that reads them shows them.
  public var permissionBits: Integer {
    format.permissionBits(of: permissions)
  }

  /// The upper word, as memory holds it and as `CGetHigh` returns it.
  public var metadata: Integer {
    format.encode(self)
  }
}

extension Capability: CustomStringConvertible {
  /// The capability in a line, as CHERI's tools write it: `0x1040 [0x1000, 0x2000) rwRWL, sentry`.
  ///
  /// Two capabilities of one format have the same text only if all their bits are the same: where bounds and fields
  /// don't tell how the bits are, the metadata word follows.
  public var description: String {
    let seal = isEntry ? "sentry" : isSealed ? "sealed \(objectType)" : nil
    let parts = [
      "\(address.hexadecimal) \(bounds) \(permissions)", flags == 0 ? nil : "flags \(flags)", seal,
      isToldByFields ? nil : "metadata \(metadata.hexadecimal)", tag ? nil : "untagged",
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }

  /// Whether no other metadata word has the same fields and, at the same address, the same bounds.
  private var isToldByFields: Bool {
    let bounds = bounds
    return reserved == 0 && bounds.base <= bounds.top && format.encodedBounds(bounds) == (boundsEncoding, true)
  }
}

extension Format {
  /// The capability that raw words are.
  public func capability(_ bits: CapabilityBits) -> Capability {
    decode(metadata: Integer(bits.metadata), address: Integer(bits.address), tag: bits.tag)
  }
}

extension Capability {
  /// The raw words of the capability.
  public var bits: CapabilityBits {
    CapabilityBits(
      metadata: UInt64(truncatingIfNeeded: metadata), address: UInt64(truncatingIfNeeded: address), tag: tag)
  }
}
