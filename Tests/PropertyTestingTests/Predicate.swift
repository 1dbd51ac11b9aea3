import PropertyTesting

/// A property of values of one type, written down where it is tested.
struct Predicate<Value: Codable & Sendable>: Property {
  var name = "test.predicate"
  var guarantee = "The predicate is true."
  var requirements = Requirements(cases: 1)
  var make: @Sendable (inout ChoiceSource) throws -> Value
  var holds: @Sendable (Value, inout Recorder) throws -> Bool

  init(
    _ make: @escaping @Sendable (inout ChoiceSource) throws -> Value, holds: @escaping @Sendable (Value) throws -> Bool
  ) {
    self.make = make
    self.holds = { value, _ in try holds(value) }
  }

  func generate(from source: inout ChoiceSource) throws -> Value { try make(&source) }

  func check(_ testCase: Value, recording: inout Recorder) throws -> Verdict {
    .expect(try holds(testCase, &recording), true, guarantee)
  }

  func describe(_ testCase: Value) -> [String] { ["\(testCase)"] }
}
