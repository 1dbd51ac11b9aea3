import Architecture
import Adapters
import PropertyTesting
import SystemsUnderTest
import Testing

/// Packed capabilities against the Model at every exponent, where an address moves to about the ends of what the
/// capability can represent: cases that random ones seldom are.
struct ExponentTests {
  @Test(arguments: FormatName.allCases)
  func `At every exponent an address moves as the Model says`(format: FormatName) throws {
    let model = try SubjectFactory.model().capability(format)
    let implementation = try SubjectFactory.implementation().capability(format)
    var random = SplitMix64(seed: 2)
    var moved = 0
    for pattern in ExponentPattern.all(format) {
      let exponent = pattern.exponent ?? 63
      let eighth = exponent + ExponentPattern.mantissaWidth(format) - 3
      for _ in 0..<100 {
        // Sealed capabilities do not move: the bits of all formats' object types are zero.
        let metadata = pattern.metadata(others: random.next() & ~0x3FFF_F800_0000)
        let bits = CapabilityBits(metadata: metadata, address: random.next(), tag: true)
        let (eighths, units) = (random.next(through: 16) &- 8, random.next(through: 4) &- 2)
        let target =
          (bits.address >> eighth &+ eighths) << eighth &+ units << exponent &+ random.next(through: 2) &- 1
        let operation = CapabilityOperation.incrementOffset(bits, increment: target &- bits.address)
        let expected = try model.perform(operation)
        #expect(try implementation.perform(operation) == expected, "\(operation)")
        if case .capability(let result) = expected, result.tag { moved += 1 }
      }
    }
    #expect(moved > 1000)
  }
}
