/// Division as RISC-V defines it: nothing traps. Division by zero gives all ones and the dividend; the one overflow of
/// signed division gives the dividend and 0.
enum Division {
  @inline(__always) static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> UInt64 {
    divisor == 0 ? .max : dividend / divisor
  }

  @inline(__always) static func remainder(_ dividend: UInt64, _ divisor: UInt64) -> UInt64 {
    divisor == 0 ? dividend : dividend % divisor
  }

  @inline(__always) static func quotient(_ dividend: Int64, _ divisor: Int64) -> UInt64 {
    if divisor == 0 { return .max }
    return UInt64(bitPattern: dividend.dividedReportingOverflow(by: divisor).partialValue)
  }

  @inline(__always) static func remainder(_ dividend: Int64, _ divisor: Int64) -> UInt64 {
    if divisor == 0 { return UInt64(bitPattern: dividend) }
    return UInt64(bitPattern: dividend.remainderReportingOverflow(dividingBy: divisor).partialValue)
  }

  /// The upper half of the product of a signed and an unsigned number.
  @inline(__always) static func highProduct(signed first: UInt64, _ second: UInt64) -> UInt64 {
    let high = first.multipliedFullWidth(by: second).high
    return Int64(bitPattern: first) < 0 ? high &- second : high
  }
}
