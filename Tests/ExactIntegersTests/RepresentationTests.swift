import ExactIntegers
import Testing

/// Numbers around every border at which the representation, the sign or the number of words changes.
let borderNumbers: [Int128] = {
  var numbers: Set<Int128> = [0, 1, -1, 2, -2, 3, -3, 10, -10, .max, .min, .max - 1, .min + 1]
  for exponent in [7, 8, 31, 32, 62, 63, 64, 65, 95, 126] {
    for distance in -1...1 {
      numbers.insert((1 << exponent) + Int128(distance))
      numbers.insert(-(1 << exponent) + Int128(distance))
    }
  }
  return numbers.sorted()
}()

/// A binary operation, as integers perform it and as GMP does for numbers of any size.
struct Operation: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let integer: @Sendable (Integer, Integer) -> Integer
  let large: @Sendable (LargeInteger, LargeInteger) -> LargeInteger
  var isDivision = false

  static let all = [
    Operation(testDescription: "+", integer: { $0 + $1 }, large: { $0 + $1 }),
    Operation(testDescription: "-", integer: { $0 - $1 }, large: { $0 - $1 }),
    Operation(testDescription: "*", integer: { $0 * $1 }, large: { $0 * $1 }),
    Operation(testDescription: "/", integer: { $0 / $1 }, large: { $0 / $1 }, isDivision: true),
    Operation(testDescription: "%", integer: { $0 % $1 }, large: { $0 % $1 }, isDivision: true),
    Operation(testDescription: "&", integer: { $0 & $1 }, large: { $0 & $1 }),
    Operation(testDescription: "|", integer: { $0 | $1 }, large: { $0 | $1 }),
    Operation(testDescription: "^", integer: { $0 ^ $1 }, large: { $0 ^ $1 }),
  ]
}

@Suite struct `In line and in GMP` {
  @Test(arguments: Operation.all)
  func `A binary operation gives the same in both representations`(_ operation: Operation) {
    for left in borderNumbers {
      for right in borderNumbers where !(operation.isDivision && right == 0) {
        let expected = Integer(operation.large(LargeInteger(left), LargeInteger(right)))
        #expect(operation.integer(Integer(left), Integer(right)) == expected, "\(left), \(right)")
      }
    }
  }

  @Test func `Shifts and low bits give the same in both representations`() {
    for value in borderNumbers {
      for count in [0, 1, 2, 31, 62, 63, 64, 65, 125, 126, 127, 128, 129, 200] {
        let large = LargeInteger(value)
        #expect(Integer(value) << count == Integer(large << count), "\(value) << \(count)")
        #expect(Integer(value) >> count == Integer(large >> count), "\(value) >> \(count)")
        #expect(Integer(value) << -count == Integer(large >> count), "\(value) << -\(count)")
        #expect(Integer(value) >> -count == Integer(large << count), "\(value) >> -\(count)")
        #expect(Integer(value).modulo(twoTo: count) == Integer(large.modulo(twoTo: count)), "\(value) mod 2^\(count)")
      }
    }
  }

  @Test func `Order is the same in both representations`() {
    for left in borderNumbers {
      for right in borderNumbers {
        #expect((Integer(left) < Integer(right)) == (LargeInteger(left).compare(LargeInteger(right)) < 0))
      }
    }
  }

  @Test func `A number that comes back from GMP is equal to itself and hashes alike`() {
    for value in borderNumbers {
      let back = Integer(value) * .twoTo(300) >> 300
      #expect(back == Integer(value))
      #expect(back.hashValue == Integer(value).hashValue)
      #expect(Int128(exactly: back) == value)
    }
  }

  @Test func `Numbers just beyond 128 bits are beyond every number within`() {
    let above = Integer(Int128.max) + 1
    let below = Integer(Int128.min) - 1
    #expect(above == .twoTo(127))
    #expect(below == -Integer.twoTo(127) - 1)
    #expect(above > Integer(Int128.max))
    #expect(below < Integer(Int128.min))
    #expect(Int128(exactly: above) == nil)
    #expect(Int128(exactly: below) == nil)
    #expect(above - 1 == Integer(Int128.max))
    #expect(below + 1 == Integer(Int128.min))
    #expect(-Integer(Int128.min) == above)
    #expect(Integer(Int128.min) / -1 == above)
    #expect(Integer(Int128.min) % -1 == 0)
  }
}
