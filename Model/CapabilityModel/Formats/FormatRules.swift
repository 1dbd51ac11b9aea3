public import Architecture

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
