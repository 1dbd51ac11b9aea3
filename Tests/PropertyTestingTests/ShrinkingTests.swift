import Foundation
import PropertyTesting
import Testing

/// The simplest counterexamples of well-known examples are found, whatever the seed.
struct ShrinkingTests {
  /// Runs a predicate that is false somewhere and answers the value that it was shrunk to.
  private func shrunk<Value: Codable & Sendable>(
    seed: UInt64, _ make: @escaping @Sendable (inout ChoiceSource) throws -> Value,
    holds: @escaping @Sendable (Value) -> Bool
  ) async throws -> Value {
    let report = await PropertyRunner.run(Predicate(make, holds: holds), seed: seed, cases: 20_000)
    guard case .fails(let counterexample) = report.conclusion else {
      Issue.record("no counterexample: \(report)")
      throw CancellationError()
    }
    #expect(counterexample.shrinking.isComplete)
    return try JSONDecoder().decode(Value.self, from: Data(counterexample.testCase.utf8))
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `A number over a limit shrinks to the limit`(seed: UInt64)
    async throws
  {
    #expect(try await shrunk(seed: seed, { $0.integer(in: 0...1_000_000) }, holds: { $0 < 4_711 }) == 4_711)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `A negative number shrinks to a positive one if that fails as well`(seed: UInt64)
    async throws
  {
    let value = try await shrunk(seed: seed, { $0.integer(in: -1000...1000, towards: 0) }, holds: { abs($0) < 500 })
    #expect(value == 500)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `A list that is not its own reverse shrinks to zero and one`(
    seed: UInt64
  ) async throws {
    let value = try await shrunk(
      seed: seed, { $0.list(0...50) { $0.integer(in: 0...1_000) } }, holds: { $0 == $0.reversed() })
    #expect(value == [0, 1])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `A list with a long sum shrinks to the limit`(seed: UInt64)
    async throws
  {
    let value = try await shrunk(
      seed: seed, { $0.list(0...50) { $0.integer(in: 0...100) } }, holds: { $0.reduce(0, +) <= 250 })
    #expect(value == [51, 100, 100])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `A list with two equal elements shrinks to two zeros`(
    seed: UInt64
  ) async throws {
    let value = try await shrunk(
      seed: seed, { $0.list(0...60) { $0.integer(in: 0...500) } }, holds: { Set($0).count == $0.count })
    #expect(value == [0, 0])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `Nested lists lose everything that is not needed`(seed: UInt64)
    async throws
  {
    let value: [[Int]] = try await shrunk(
      seed: seed,
      { $0.list(0...10) { $0.list(0...10) { $0.integer(in: 0...100) } } },
      holds: { $0.allSatisfy { $0.count < 3 } })
    #expect(value == [[0, 0, 0]])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `The least number of elements is kept`(seed: UInt64) async throws
  {
    let value = try await shrunk(
      seed: seed, { $0.list(2...30) { $0.integer(in: 0...100) } }, holds: { !$0.contains { $0 >= 10 } })
    #expect(value == [0, 10])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>) func `Two large numbers shrink to the smallest that differ enough`(
    seed: UInt64
  ) async throws {
    let value: [UInt64] = try await shrunk(
      seed: seed, { [$0.word(), $0.word()] }, holds: { numbers in numbers[0] < 1 << 40 || numbers[1] <= numbers[0] })
    #expect(value[0] == 1 << 40)
    #expect(value[1] == value[0] + 1)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `A step that fails keeps its meaning when the steps before it go`(seed: UInt64)
    async throws
  {
    // A program opens and closes files by name; closing file 3 or above after it was opened is the mistake.
    let value = try await shrunk(
      seed: seed,
      { source in
        var open: [Int] = []
        return source.list(0...40) { source -> [Int] in
          if source.weighted([2, 1]) == 0 {
            let name = source.integer(in: 0...7)
            if !open.contains(name) { open.append(name) }
            return [0, name]
          }
          let name = source.choose(in: 0...7, preferring: open)
          open.removeAll { $0 == name }
          return [1, name]
        }
      },
      holds: { program in
        var open: Set<Int> = []
        for step in program {
          if step[0] == 0 { open.insert(step[1]) } else if open.remove(step[1]) ?? 0 >= 3 { return false }
        }
        return true
      })
    #expect(value == [[0, 3], [1, 3]])
  }
}
