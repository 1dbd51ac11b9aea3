public import Architecture

/// What a process may do with a page once every pending copy has been made: what it was given at its start, by
/// mmap or by mprotect. Fork keeps it.
public struct PageEntitlement: Hashable, Sendable {
  /// Loads are permitted.
  public var read: Bool
  /// Stores are permitted.
  public var write: Bool
  /// Instruction fetches are permitted.
  public var execute: Bool
  /// The page is part of a shared mapping: one content for all who map it, and no tags in it.
  public var isShared: Bool

  /// Makes an entitlement from its parts.
  public init(read: Bool, write: Bool, execute: Bool, isShared: Bool = false) {
    self.read = read
    self.write = write
    self.execute = execute
    self.isShared = isShared
  }

  /// Makes the entitlement that a protection gives.
  public init(_ protection: Options<PageProtection>, isShared: Bool = false) {
    self.init(
      read: protection.contains(.read), write: protection.contains(.write), execute: protection.contains(.execute),
      isShared: isShared)
  }

  /// Changes what may be done, whoever shares the page.
  mutating func protect(_ protection: Options<PageProtection>) {
    self = PageEntitlement(protection, isShared: isShared)
  }
}
