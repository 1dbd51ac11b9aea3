public import ExactIntegers

/// What a load-reserved instruction leaves behind for the store-conditional that is to follow it.
public struct Reservation: Hashable, Sendable {
  /// The virtual address that was loaded from.
  public var address: Integer
  /// The number of bytes that were loaded.
  public var size: Integer

  /// Makes a reservation.
  public init(address: Integer, size: Integer) {
    self.address = address
    self.size = size
  }
}
