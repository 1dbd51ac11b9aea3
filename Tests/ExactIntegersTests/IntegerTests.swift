import ExactIntegers
import Foundation
import Testing

@Suite struct `The integers` {
  /// 2^200 in decimal.
  let twoTo200 = "1606938044258990275541962092341162602522202993782792835301376"

  @Test(arguments: [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1), (6, 3, 2, 0), (-6, 3, -2, 0)])
  func `Division rounds down and the modulus has the sign of the divisor`(
    _ dividend: Int, _ divisor: Int, _ quotient: Int, _ modulus: Int
  ) {
    #expect(Integer(dividend) / Integer(divisor) == Integer(quotient))
    #expect(Integer(dividend) % Integer(divisor) == Integer(modulus))
    let scale = Integer.twoTo(150)
    #expect((Integer(dividend) * scale) / (Integer(divisor) * scale) == Integer(quotient))
    #expect((Integer(dividend) * scale) % (Integer(divisor) * scale) == Integer(modulus) * scale)
  }

  @Test func `Text goes both ways, in decimal and hexadecimal`() throws {
    #expect(Integer.twoTo(200).description == twoTo200)
    #expect((-Integer.twoTo(200)).description == "-" + twoTo200)
    #expect(try #require(Integer(twoTo200)) == .twoTo(200))
    #expect(try #require(Integer("-" + twoTo200)) == -Integer.twoTo(200))
    #expect(Integer.twoTo(64).hexadecimal == "0x10000000000000000")
    #expect((-Integer.twoTo(132)).hexadecimal == "-0x1" + String(repeating: "0", count: 33))
    #expect(try #require(Integer("-0xFf")) == -255)
    #expect(Integer(0).hexadecimal == "0x0")
  }

  @Test(arguments: ["", "-", "0x", "-0x", "+1", " 1", "1 ", "1_000", "--1", "0xg", "12a", "1\u{0}", "١"])
  func `What is not a number is no number`(_ text: String) {
    #expect(Integer(text) == nil)
  }

  @Test(arguments: [
    "0", "-1", "9007199254740992", "\"9007199254740993\"", "\"-170141183460469231731687303715884105729\"",
  ])
  func `JSON keeps the value, as a number as long as every reader keeps it`(_ json: String) throws {
    let value = try JSONDecoder().decode(Integer.self, from: Data(json.utf8))
    #expect(value.description == json.trimmingCharacters(in: ["\""]))
    #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == json)
  }

  @Test func `JSON that is not an integer is refused with the remedy`() {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Integer.self, from: Data("\"abc\"".utf8)) }
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Integer.self, from: Data("1.5".utf8)) }
  }

  @Test func `Bits are those of two's complement without end`() {
    let value: Integer = 0xDEAD_BEEF
    #expect(value.bits(15, downTo: 0) == 0xBEEF)
    #expect(value.bits(31, downTo: 16) == 0xDEAD)
    #expect(value.bits(16..<32) == 0xDEAD)
    #expect(value.bits(5..<5) == 0)
    #expect(value.bits(200, downTo: 100) == 0)
    #expect(Integer(-1).bits(200, downTo: 100) == .twoTo(101) - 1)
    #expect(Integer(-1).bits(127, downTo: 0) == Integer(UInt128.max))
    #expect(Integer(-1).bit(1000))
    #expect(!Integer.twoTo(999).bit(1000))
    #expect(value.replacingBits(8..<16, with: 0x1234) == 0xDEAD_34EF)
    #expect(Integer(-1).replacingBits(0..<4, with: 0) == -16)
    #expect(Integer(0xFFFF).signExtended(from: 16) == -1)
    #expect(Integer(0x7FFF).signExtended(from: 16) == 0x7FFF)
    #expect(Integer.twoTo(200).signExtended(from: 201) == -Integer.twoTo(200))
    #expect(~Integer(5) == -6)
  }

  @Test(arguments: [0, 1, 62, 63, 64, 126, 127, 128, 129, 300])
  func `The highest bit of powers of two`(_ exponent: Int) {
    #expect(Integer.twoTo(exponent).highestBit == exponent)
    #expect((-Integer.twoTo(exponent)).highestBit == nil)
    #expect((Integer.twoTo(exponent) - 1).highestBit == (exponent == 0 ? nil : exponent - 1))
    #expect(Integer.twoTo(exponent).isMultiple(ofTwoTo: exponent))
    #expect(!Integer.twoTo(exponent).isMultiple(ofTwoTo: exponent + 1))
  }

  @Test func `Fixed widths are reached exactly, or modulo a power of two`() {
    #expect(UInt64(exactly: Integer(UInt64.max)) == .max)
    #expect(UInt64(exactly: Integer.twoTo(64)) == nil)
    #expect(UInt64(exactly: Integer(-1)) == nil)
    #expect(Int64(exactly: Integer(Int64.min)) == .min)
    #expect(UInt128(exactly: Integer(UInt128.max)) == .max)
    #expect(UInt128(exactly: Integer.twoTo(128)) == nil)
    #expect(UInt64(truncatingIfNeeded: Integer(-1)) == .max)
    #expect(UInt64(truncatingIfNeeded: Integer.twoTo(64) + 5) == 5)
    #expect(UInt64(truncatingIfNeeded: -Integer.twoTo(200) - 1) == .max)
    #expect(UInt8(truncatingIfNeeded: Integer.twoTo(200) + 0x1FF) == 0xFF)
    #expect(UInt128(truncatingIfNeeded: Integer.twoTo(200) - 1) == .max)
    #expect(Integer(UInt128.max) == .twoTo(128) - 1)
  }

  @Test func `A factorial beyond every fixed width`() {
    let factorial = (1...40).reduce(Integer(1)) { $0 * Integer($1) }
    #expect(factorial.description == "815915283247897734345611269596115894272000000000")
    #expect((1...40).reversed().reduce(factorial) { $0 / Integer($1) } == 1)
  }
}
