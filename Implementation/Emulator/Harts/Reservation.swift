/// What a load-reserved instruction reserved.
///
/// A store-conditional to the same address succeeds if all its bytes are reserved and memory still holds there what it
/// held: one that is wider than the load-reserved fails, a narrower one may succeed. A store by another hart to the
/// physical bytes ends the reservation, whatever it stores; so does a trap.
struct Reservation {
  /// The virtual address.
  var address: UInt64
  /// The first byte in physical memory.
  var physicalAddress: UInt64
  /// How many bytes; 0 if nothing is reserved.
  var byteCount: UInt64
  /// What memory held; an integer is the address of a null capability, zero-extended.
  var value: MachineCapability

  /// No reservation.
  static var none: Self { Self(address: .max, physicalAddress: .max, byteCount: 0, value: .null) }

  /// Whether something is reserved.
  var isValid: Bool { byteCount != 0 }

  /// Whether so many bytes from a virtual address on are reserved, and the reservation begins with them.
  func covers(_ address: UInt64, _ count: UInt64) -> Bool { self.address == address && count <= byteCount }

  /// Whether the given physical bytes touch what is reserved.
  func overlaps(_ address: UInt64, _ count: UInt64) -> Bool {
    isValid && address < physicalAddress &+ byteCount && physicalAddress < address &+ count
  }
}
