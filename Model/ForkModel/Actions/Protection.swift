/// What may be done with pages, as `mmap` and `mprotect` are told.
public struct Protection: OptionSet, Hashable, Sendable {
  /// The members as bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Loads.
  public static let read = Protection(rawValue: 1)
  /// Stores.
  public static let write = Protection(rawValue: 2)
  /// Instruction fetches.
  public static let execute = Protection(rawValue: 4)
}
