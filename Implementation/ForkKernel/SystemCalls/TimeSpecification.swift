/// A `struct timespec`: seconds and nanoseconds, 16 bytes.
struct TimeSpecification {
  /// Nanoseconds; saturated where 64 bits do not hold them.
  let nanoseconds: UInt64

  /// A time.
  init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// The time that 16 bytes tell; `nil` if it is negative, or has a second or more in nanoseconds.
  init?(_ bytes: [UInt8]) {
    let seconds = bytes.littleEndian(at: 0, as: Int64.self)
    let fraction = bytes.littleEndian(at: 8, as: Int64.self)
    guard seconds >= 0, (0..<1_000_000_000).contains(fraction) else { return nil }
    let (whole, overflows) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowsAgain) = whole.addingReportingOverflow(UInt64(fraction))
    nanoseconds = overflows || overflowsAgain ? .max : sum
  }

  /// The time as 16 bytes.
  var bytes: [UInt8] {
    (nanoseconds / 1_000_000_000).littleEndianBytes + (nanoseconds % 1_000_000_000).littleEndianBytes
  }
}
