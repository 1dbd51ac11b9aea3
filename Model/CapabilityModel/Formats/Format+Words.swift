import Architecture
public import ExactIntegers

extension Format {
  /// Rule ``cap.decode.fields``: A capability in memory is its metadata word, exclusive-or the format's memory mask,
  /// and its address word. Every field is a range of bits of the metadata; bits of no field are kept.
  ///
  /// - Parameters:
  ///   - metadata: The upper word as memory holds it; higher bits than the word has are ignored.
  ///   - address: The lower word, likewise.
  ///   - tag: The validity tag.
  /// - Returns: The capability. There is one for every bit pattern; ``encode(_:)`` gives the pattern back.
  public func decode(metadata: Integer, address: Integer, tag: Bool) -> Capability {
    let word = metadata.modulo(twoTo: layout.metadataWidth) ^ parameters.memoryMask
    return Capability(
      format: self, tag: tag, address: wrapped(address),
      permissions: PermissionSet(permissionPlaces.lazy.filter { word.bit($0.position) }.map(\.permission)),
      objectType: small(word.bits(layout.objectType)), flags: small(word.bits(layout.flags)),
      reserved: word & reservedBits, boundsEncoding: decodeBounds(word))
  }

  /// The metadata word of a capability as memory holds it.
  public func encode(_ capability: Capability) -> Integer {
    let permissions = permissionPlaces.lazy
      .filter { capability.permissions.contains($0.permission) }
      .reduce(Integer(0)) { $0 + .twoTo($1.position) }
    let word =
      permissions + capability.reserved + encodeBounds(capability.boundsEncoding)
      + (Integer(capability.objectType) << layout.objectType.lowerBound)
      + (Integer(capability.flags) << layout.flags.lowerBound)
    return word ^ parameters.memoryMask
  }

  /// Rule ``cap.decode.exponent``: With an internal exponent, E is the low bits of T followed by the low bits of B, and
  /// those bits of T and B count as 0. Otherwise E is 0.
  private func decodeBounds(_ word: Integer) -> BoundsEncoding {
    let taken = parameters.exponentBitsTaken
    let (top, bottom) = (word.bits(layout.top), word.bits(layout.bottom))
    guard word.bit(layout.internalExponent) == parameters.internalExponentFlagIsSet else {
      return BoundsEncoding(hasInternalExponent: false, exponent: 0, bottom: small(bottom), top: small(top))
    }
    let stored = (top.bits(0..<taken) << taken) + bottom.bits(0..<taken)
    return BoundsEncoding(
      hasInternalExponent: true, exponent: exponent(stored: small(stored)),
      bottom: small(bottom.replacingBits(0..<taken, with: 0)), top: small(top.replacingBits(0..<taken, with: 0)))
  }

  private func encodeBounds(_ encoding: BoundsEncoding) -> Integer {
    let taken = parameters.exponentBitsTaken
    let stored = Integer(encoding.hasInternalExponent ? self.stored(exponent: encoding.exponent) : 0)
    let top = Integer(encoding.top) + (stored >> taken)
    let bottom = Integer(encoding.bottom) + stored.bits(0..<taken)
    let flag = encoding.hasInternalExponent == parameters.internalExponentFlagIsSet
    return (Integer(flag) << layout.internalExponent) + (top << layout.top.lowerBound)
      + (bottom << layout.bottom.lowerBound)
  }

  /// What an exponent as stored stands for.
  private func exponent(stored: Int) -> Int {
    switch parameters.exponentEncoding {
    case .plain: stored
    case .complemented: largestStoredExponent - stored
    case .belowMaximum: maximumExponent - stored
    }
  }

  /// How an exponent is stored; each encoding is its own inverse.
  private func stored(exponent: Int) -> Int {
    self.exponent(stored: exponent)
  }

  /// The exponent field with all its bits set.
  var largestStoredExponent: Int {
    (1 << (2 * parameters.exponentBitsTaken)) - 1
  }

  /// A number that a field of the metadata holds, which a machine integer always can.
  private func small(_ number: Integer) -> Int {
    Int(truncatingIfNeeded: number)
  }
}

extension Format {
  /// The null capability.
  public var null: Capability {
    decode(metadata: 0, address: 0, tag: false)
  }

  /// Rule ``cap.root``: The root capability is tagged and unsealed, has every permission and no flag, and its bounds
  /// are the whole address space. It stands at address 0.
  public var root: Capability {
    var root = null
    root.tag = true
    root.permissions = allPermissions
    root.flags = 0
    root.boundsEncoding = encodedBounds(wholeAddressSpace).encoding
    return root
  }

  /// Rule ``cap.inspect.permissions``: Permissions are read where the instruction of the format shows them. In cc128
  /// that is `CGetPerm`: 0 to 11, user permissions 15 to 18. In Morello it is the field as stored. In RV64Y it is
  /// `YPERMR` (W 0, LM 1, LG 2, SL 3, GL 4, C 5, software-defined ones 6 to 9, ASR 16, X 17, R 18), but without the
  /// bits that are always 1.
  public func permissionBits(of permissions: PermissionSet) -> Integer {
    parameters.readPermissions.reduce(0) { permissions.contains($1.key) ? $0 + .twoTo($1.value) : $0 }
  }

  /// The permissions that a mask names, laid out as ``permissionBits(of:)`` lays them out; its other bits are ignored.
  public func permissions(named mask: Integer) -> PermissionSet {
    PermissionSet(parameters.readPermissions.lazy.filter { mask.bit($0.value) }.map(\.key))
  }
}
