/// What a load-reserved instruction reserved.
///
/// A store-conditional to the same address succeeds if memory still holds what was loaded. A store by another hart to the
/// physical bytes ends the reservation, whatever it stores; so does a trap.
struct Reservation {
  /// The virtual address.
  var address: UInt64
  /// The first byte in physical memory.
  var physicalAddress: UInt64
  /// How many bytes; 0 if nothing is reserved.
  var byteCount: UInt64
  /// What memory held; an integer is the address of a null capability.
  var value: MachineCapability

  /// No reservation.
  static var none: Self { Self(address: .max, physicalAddress: .max, byteCount: 0, value: .null) }

  /// Whether something is reserved.
  var isValid: Bool { byteCount != 0 }

  /// Whether the bytes at a virtual address are reserved.
  func covers(_ address: UInt64) -> Bool { isValid && self.address == address }

  /// Whether the given physical bytes touch what is reserved.
  func overlaps(_ address: UInt64, _ count: UInt64) -> Bool {
    isValid && address < physicalAddress &+ byteCount && physicalAddress < address &+ count
  }
}
