import PropertyTesting
import Testing

struct ChoiceSourceTests {
  @Test func `Equal seeds make equal choices`() {
    var first = ChoiceSource(seed: 7)
    var second = ChoiceSource(seed: 7)
    let numbers = (0..<100).map { _ in first.word() }
    #expect(numbers == (0..<100).map { _ in second.word() })
    #expect(Set(numbers).count > 20)
  }
}
