public import CapabilityModel
public import ExactIntegers

/// What a load-reserved instruction leaves behind for the store-conditional that is to follow it.
public struct Reservation: Hashable, Sendable {
  /// The virtual address that was loaded from.
  public var address: Integer
  /// What was loaded, as it reached the register.
  public var value: Capability

  /// Makes a reservation.
  public init(address: Integer, value: Capability) {
    self.address = address
    self.value = value
  }
}
