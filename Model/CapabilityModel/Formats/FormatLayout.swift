public import Architecture

/// Where the fields of a capability stand in its metadata word; bit 0 is the lowest.
public struct FormatLayout: Hashable, Sendable {
  /// The number of bits in the metadata word.
  public var metadataWidth: Int
  /// The position of each permission that the format knows.
  public var permissions: [Permission: Int]
  /// The flags; may be empty.
  public var flags: Range<Int>
  /// The object type.
  public var objectType: Range<Int>
  /// The bit that says whether the exponent is stored within T and B.
  public var internalExponent: Int
  /// T, two bits shorter than the mantissa.
  public var top: Range<Int>
  /// B, as long as the mantissa.
  public var bottom: Range<Int>

  /// Makes a layout from the positions of its fields.
  public init(
    metadataWidth: Int, permissions: [Permission: Int], flags: Range<Int>, objectType: Range<Int>,
    internalExponent: Int, top: Range<Int>, bottom: Range<Int>
  ) {
    self.metadataWidth = metadataWidth
    self.permissions = permissions
    self.flags = flags
    self.objectType = objectType
    self.internalExponent = internalExponent
    self.top = top
    self.bottom = bottom
  }

  /// Positions for consecutive permissions, the first at `lowest`.
  public static func consecutive(_ permissions: [Permission], from lowest: Int) -> [Permission: Int] {
    Dictionary(uniqueKeysWithValues: zip(permissions, lowest...))
  }

  /// Every field with its name, as messages about the layout call it.
  var fields: [(name: String, bits: Range<Int>)] {
    permissions.sorted { $0.value < $1.value }.map { ("permission \($0.key)", $0.value..<$0.value + 1) } + [
      ("flags", flags), ("object type", objectType),
      ("internal exponent flag", internalExponent..<internalExponent + 1),
      ("T", top), ("B", bottom),
    ]
  }
}

/// How an internal exponent is stored.
public enum ExponentEncoding: Hashable, Sendable {
  /// As it is.
  case plain
  /// With all its bits turned over.
  case complemented
  /// As its distance from the greatest exponent; greater distances stand for exponents below zero.
  case belowMaximum
}

/// Which addresses share the bounds that a capability stores.
///
/// The bounds lie in a space of 2 to the (exponent + mantissa width) addresses. The rule says where the space begins,
/// at a multiple of 2 to the exponent below B.
public enum RepresentableSpace: Hashable, Sendable {
  /// An eighth of the space below B, rounded down to an eighth of the space (ISAv9, Morello).
  case roundedEighthBelow
  /// A quarter of the space below B exactly (RV64Y).
  case quarterBelow
}

/// How the instructions that move an address relative to where it is check that the bounds stay.
public enum OffsetCheck: Hashable, Sendable {
  /// By decoding the bounds at the new address.
  case precise
  /// By a comparison of a few bits, which refuses a little more (ISAv9, Morello).
  case fast
}

/// Which stored bounds are malformed, and what they decode to.
public enum MalformedRule: Hashable, Sendable {
  /// None are; an exponent beyond the maximum counts as the maximum (ISAv9).
  case none
  /// Those that reach beyond the address space or have a negative exponent; they decode to nothing at 0 (RV64Y).
  case isEmpty
  /// Those with an exponent beyond the maximum, except all ones, which is null's; they and null's decode to the whole
  /// address space (Morello).
  case isEverything
}

/// When a mask of permissions clears the tag of a sealed capability.
public enum SealedMaskRule: Hashable, Sendable {
  /// Always, even if the mask takes nothing away (ISAv9, Morello).
  case alwaysClears
  /// If it takes a permission away. Global is no permission but a label there, which a seal does not protect (RV64Y).
  case clearsIfPermissionsChange
}

/// A permission that is legal only in the company of others.
public struct PermissionRequirement: Hashable, Sendable {
  /// The permission that asks for others.
  public var permission: Permission
  /// It asks for every one of these.
  public var all: PermissionSet
  /// It asks for at least one of these, unless there are none.
  public var any: PermissionSet

  /// Makes a requirement.
  public init(_ permission: Permission, all: PermissionSet = .none, any: PermissionSet = .none) {
    self.permission = permission
    self.all = all
    self.any = any
  }

  /// Whether a set that holds the permission may.
  public func isMet(by permissions: PermissionSet) -> Bool {
    all.isSubset(of: permissions) && (any.isEmpty || any.intersects(permissions))
  }
}

/// What the values of the object type field mean.
public struct ObjectTypes: Hashable, Sendable {
  /// The value that says that a capability isn't sealed.
  public var unsealed: Int
  /// The value of sealed entries (sentries), which a jump may unseal.
  public var entry: Int
  /// The values set aside for the architecture, those two among them. All others can be sealed with.
  public var reserved: ClosedRange<Int>
  /// Whether instructions read the reserved values as negative numbers.
  public var areReservedNegative: Bool

  /// Makes the meaning of object types.
  public init(unsealed: Int, entry: Int, reserved: ClosedRange<Int>, areReservedNegative: Bool = false) {
    self.unsealed = unsealed
    self.entry = entry
    self.reserved = reserved
    self.areReservedNegative = areReservedNegative
  }
}
