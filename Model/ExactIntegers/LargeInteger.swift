import CGMP

/// An integer in GMP. It never changes, so that sharing it is safe.
@usableFromInline
@safe
package final class LargeInteger: @unchecked Sendable {
  private let number: mpz_t

  /// Makes the integer that `compute` writes to the number it is given, which is 0 before.
  private init(_ compute: (UnsafeMutablePointer<mpz_t>) -> Void) {
    var number = unsafe mpz_t()
    unsafe __gmpz_init(&number)
    unsafe compute(&number)
    unsafe self.number = number
  }

  /// Makes an integer from the two's complement words of a fixed-width one, lowest word first.
  @usableFromInline
  package convenience init(words: some Sequence<UInt>, isNegative: Bool) {
    // A negative number is the complement of the one that its complemented words spell.
    let digits = words.map { isNegative ? ~$0 : $0 }
    unsafe self.init { number in
      unsafe __gmpz_import(number, digits.count, -1, MemoryLayout<UInt>.size, 0, 0, digits)
      if isNegative { unsafe __gmpz_com(number, number) }
    }
  }

  /// Makes an integer in GMP whatever its size.
  @usableFromInline
  package convenience init(_ value: Int128) {
    self.init(words: value.words, isNegative: value < 0)
  }

  /// Reads digits of the given base, which must be nothing but digits.
  convenience init(digits: String, base: Int) {
    unsafe self.init { number in
      let status = unsafe __gmpz_set_str(number, digits, Int32(base))
      precondition(status == 0, "\"\(digits)\" has other characters than digits of base \(base)")
    }
  }

  deinit {
    var number = unsafe number
    unsafe __gmpz_clear(&number)
  }

  /// Lends the number to a function of GMP, which must not keep the pointer.
  private func withNumber<Result>(_ body: (UnsafePointer<mpz_t>) -> Result) -> Result {
    withExtendedLifetime(self) {
      unsafe withUnsafePointer(to: number, body)
    }
  }

  private func computing(
    _ function: (UnsafeMutablePointer<mpz_t>, UnsafePointer<mpz_t>) -> Void
  ) -> LargeInteger {
    unsafe LargeInteger { result in
      unsafe withNumber { unsafe function(result, $0) }
    }
  }

  private func computing(
    with other: LargeInteger,
    _ function: (UnsafeMutablePointer<mpz_t>, UnsafePointer<mpz_t>, UnsafePointer<mpz_t>) -> Void
  ) -> LargeInteger {
    unsafe computing { result, number in
      unsafe other.withNumber { unsafe function(result, number, $0) }
    }
  }
}

extension LargeInteger {
  @usableFromInline
  package static func + (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_add($0, $1, $2) }
  }

  @usableFromInline
  package static func - (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_sub($0, $1, $2) }
  }

  @usableFromInline
  package static func * (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_mul($0, $1, $2) }
  }

  /// The quotient, rounded down; the divisor isn't zero.
  @usableFromInline
  package static func / (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_fdiv_q($0, $1, $2) }
  }

  /// The remainder of the quotient rounded down: it has the sign of the divisor, which isn't zero.
  @usableFromInline
  package static func % (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_fdiv_r($0, $1, $2) }
  }

  @usableFromInline
  package static func & (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_and($0, $1, $2) }
  }

  @usableFromInline
  package static func | (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_ior($0, $1, $2) }
  }

  @usableFromInline
  package static func ^ (left: LargeInteger, right: LargeInteger) -> LargeInteger {
    unsafe left.computing(with: right) { unsafe __gmpz_xor($0, $1, $2) }
  }

  /// The value times 2^`count`; `count` isn't negative.
  @usableFromInline
  package static func << (value: LargeInteger, count: Int) -> LargeInteger {
    unsafe value.computing { unsafe __gmpz_mul_2exp($0, $1, UInt(count)) }
  }

  /// The value divided by 2^`count`, rounded down; `count` isn't negative.
  @usableFromInline
  package static func >> (value: LargeInteger, count: Int) -> LargeInteger {
    unsafe value.computing { unsafe __gmpz_fdiv_q_2exp($0, $1, UInt(count)) }
  }

  /// The value modulo 2^`exponent`, which isn't negative.
  @usableFromInline
  package func modulo(twoTo exponent: Int) -> LargeInteger {
    unsafe computing { unsafe __gmpz_fdiv_r_2exp($0, $1, UInt(exponent)) }
  }

  /// Less than, equal to or more than 0 as this value is less than, equal to or more than the other.
  @usableFromInline
  package func compare(_ other: LargeInteger) -> Int {
    unsafe withNumber { number in
      unsafe other.withNumber { unsafe Int(__gmpz_cmp(number, $0)) }
    }
  }
}

extension LargeInteger {
  /// -1, 0 or 1.
  @usableFromInline
  package var signum: Int {
    Int(unsafe number._mp_size.signum())
  }

  /// The position of the highest bit of the magnitude; 0 for zero.
  private var highestMagnitudeBit: Int {
    unsafe withNumber { unsafe Int(__gmpz_sizeinbase($0, 2)) - 1 }
  }

  /// The position of the lowest bit set; the value isn't zero.
  @usableFromInline
  package var lowestBit: Int {
    unsafe withNumber { unsafe Int(__gmpz_scan1($0, 0)) }
  }

  /// The fewest bits that hold the value in two's complement, its sign bit included.
  @usableFromInline
  package var signedBitWidth: Int {
    guard signum != 0 else { return 1 }
    // -2^k needs no bit beside the k below and the sign.
    let isPowerBelowZero = signum < 0 && lowestBit == highestMagnitudeBit
    return highestMagnitudeBit + (isPowerBelowZero ? 1 : 2)
  }

  /// The two's complement words, lowest first, as many as hold the value with its sign.
  @usableFromInline
  package var words: [UInt] {
    (0..<(signedBitWidth + UInt.bitWidth - 1) / UInt.bitWidth).map(word)
  }

  /// One word of the two's complement pattern, which goes on for ever.
  @usableFromInline
  package func word(_ index: Int) -> UInt {
    let word = (self >> (index * UInt.bitWidth)).modulo(twoTo: UInt.bitWidth)
    return unsafe word.withNumber { unsafe UInt(__gmpz_get_ui($0)) }
  }

  /// The value, if it fits 128 bits with its sign.
  package var inlined: Int128? {
    guard signedBitWidth <= Int128.bitWidth else { return nil }
    return Int128(truncatingIfNeeded: UInt128(word(1)) << 64 | UInt128(word(0)))
  }

  /// The digits in base 10 or 16, in lower case, with a minus sign if the value is negative.
  func digits(base: Int) -> String {
    unsafe withNumber { number in
      // GMP asks for room for the digits, the sign and the terminator.
      var characters = unsafe [CChar](repeating: 0, count: Int(__gmpz_sizeinbase(number, Int32(base))) + 2)
      _ = unsafe __gmpz_get_str(&characters, Int32(base), number)
      return String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
