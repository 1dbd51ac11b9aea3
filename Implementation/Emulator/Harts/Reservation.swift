/// What a load-reserved instruction reserved.
///
/// A store-conditional succeeds at the same virtual address; a store by another hart to the physical bytes ends the
/// reservation.
struct Reservation {
  /// The virtual address.
  var address: UInt64
  /// The first byte in physical memory.
  var physicalAddress: UInt64
  /// How many bytes; 0 if nothing is reserved.
  var byteCount: UInt64

  /// No reservation.
  static var none: Self { Self(address: .max, physicalAddress: .max, byteCount: 0) }

  /// Whether something is reserved.
  var isValid: Bool { byteCount != 0 }

  /// Whether the given physical bytes touch what is reserved.
  func overlaps(_ address: UInt64, _ count: UInt64) -> Bool {
    isValid && address < physicalAddress &+ byteCount && physicalAddress < address &+ count
  }
}
