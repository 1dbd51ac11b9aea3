public import CapabilityModel
public import ExactIntegers

/// What a load-reserved instruction leaves behind for the store-conditional that is to follow it.
public struct Reservation: Hashable, Sendable {
  /// The virtual address that was loaded from.
  public var address: Integer
  /// How many bytes were loaded.
  public var size: Int
  /// What memory held there: a capability with its tag, or a sign-extended number.
  public var value: Capability

  /// Makes a reservation.
  public init(address: Integer, size: Int, value: Capability) {
    self.address = address
    self.size = size
    self.value = value
  }
}
