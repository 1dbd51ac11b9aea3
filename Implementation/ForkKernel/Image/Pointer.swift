public import Architecture

/// A capability of an image, relative to the region it will run in.
public struct Pointer: Hashable, Sendable {
  /// Where its bounds begin: bytes from the start of the region.
  public var target: UInt64
  /// The length of its bounds in bytes.
  public var length: UInt64
  /// What it permits.
  public var permissions: Set<Permission>
  /// Its address: bytes from the start of the region.
  public var address: UInt64
  /// Whether it points to code, and so carries the flag of capability mode.
  public var isCode: Bool { permissions.contains(.execute) }

  /// Makes a pointer; the address is the target unless said otherwise.
  public init(target: UInt64, length: UInt64, permissions: Set<Permission>, address: UInt64? = nil) {
    self.target = target
    self.length = length
    self.permissions = permissions
    self.address = address ?? target
  }
}

extension Set<Permission> {
  /// To load data and capabilities.
  public static let readOnly: Self = [.global, .load, .loadCapability]
  /// To load and store data and capabilities.
  public static let readWrite: Self = [
    .global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability,
  ]
  /// To fetch instructions and load data.
  public static let code: Self = [.global, .execute, .load]
  /// To fetch instructions.
  static let execution: Self = [.execute]
}
