public import Architecture

/// A set of permissions.
public struct PermissionSet: Hashable, Sendable {
  /// One bit for each permission, at the position of its raw value.
  private var members: UInt32

  private init(members: UInt32) {
    self.members = members
  }

  /// No permission.
  public static let none = PermissionSet(members: 0)

  /// Makes the set of the given permissions.
  public init(_ permissions: some Sequence<Permission>) {
    members = permissions.reduce(0) { $0 | 1 << $1.rawValue }
  }

  /// Whether the set holds a permission.
  public func contains(_ permission: Permission) -> Bool {
    members & 1 << permission.rawValue != 0
  }

  /// Whether every permission of this set is in the other one.
  public func isSubset(of other: PermissionSet) -> Bool {
    members & ~other.members == 0
  }

  /// Whether the sets have a permission in common.
  public func intersects(_ other: PermissionSet) -> Bool {
    members & other.members != 0
  }

  /// Whether the set holds nothing.
  public var isEmpty: Bool {
    members == 0
  }

  /// The permissions that are in both sets.
  public func intersection(_ other: PermissionSet) -> PermissionSet {
    PermissionSet(members: members & other.members)
  }

  /// The permissions that are in either set.
  public func union(_ other: PermissionSet) -> PermissionSet {
    PermissionSet(members: members | other.members)
  }

  /// The permissions of this set that aren't in the other one.
  public func subtracting(_ other: PermissionSet) -> PermissionSet {
    PermissionSet(members: members & ~other.members)
  }

  /// Adds a permission.
  public mutating func insert(_ permission: Permission) {
    members |= 1 << permission.rawValue
  }
}

extension PermissionSet: ExpressibleByArrayLiteral {
  /// Makes the set of the permissions written.
  public init(arrayLiteral permissions: Permission...) {
    self.init(permissions)
  }
}

extension PermissionSet: CustomStringConvertible {
  /// The names of the permissions, separated by blanks.
  var names: String { Permission.allCases.filter(contains).map { "\($0)" }.joined(separator: " ") }

  /// One letter for each permission, as CHERI's tools write them: `rwRWL`; "-" for the empty set.
  public var description: String {
    isEmpty ? "-" : String(Permission.inTextOrder.filter(contains).map(\.letter))
  }
}
