/// Something that must hold of every case, with a generator of cases beside it.
///
/// A property has two halves that know nothing of each other. ``generate(from:)`` turns choices into a *case*, a value
/// that can be written as JSON. ``check(_:recording:)`` takes the case, not the choices, so a saved case can be checked
/// again after the generator has changed.
///
/// ```swift
/// struct AdditionCommutes: Property {
///   struct Case: Codable, Sendable { var a: Int64, b: Int64 }
///   let name = "arithmetic.addition.commutes"
///   let guarantee = "The order of two summands does not change their sum."
///   let rules: [String] = []
///   let requirements = Requirements(cases: 1_000, shares: ["one is zero": 0.01])
///
///   func generate(from source: inout ChoiceSource) -> Case {
///     Case(a: source.integer(in: -100...100, towards: 0), b: source.integer(in: -100...100, towards: 0))
///   }
///
///   func check(_ testCase: Case, recording: inout Recorder) -> Verdict {
///     if testCase.a == 0 || testCase.b == 0 { recording.label("one is zero") }
///     return .expect(testCase.b + testCase.a, testCase.a + testCase.b, guarantee)
///   }
///
///   func describe(_ testCase: Case) -> [String] { ["\(testCase.a) + \(testCase.b)"] }
/// }
/// ```
///
/// A property may keep what it tests from one case to the next (checking is `mutating`), but each verdict must depend
/// on the case alone.
public protocol Property<Case> {
  /// One input of the check: a pair of numbers, a program.
  associatedtype Case: Codable & Sendable

  /// The name, in words joined by dots, from the subject to the detail: `fork.transparency`.
  var name: String { get }

  /// What must hold, in one sentence for people.
  var guarantee: String { get }

  /// The rules of the specification that the property exercises: their names, or the first words of several (`cap`).
  var rules: [String] { get }

  /// What a run must have seen before its success means anything.
  var requirements: Requirements { get }

  /// Makes a case out of choices.
  ///
  /// The same choices must give the same case. Throws ``Discard`` when the choices make no sensible case; any other
  /// error means that the generator is broken.
  func generate(from source: inout ChoiceSource) throws -> Case

  /// What is wrong with a case that was not generated but read from a file, in words; nil if it can be checked.
  ///
  /// What the type of the case can say by itself, its decoding says.
  func problem(with testCase: Case) -> String?

  /// Checks one case.
  ///
  /// Throws ``Discard`` when the case turns out to be none that the guarantee speaks of; any other error means that
  /// the checker or its subject is broken, which is reported apart from failures.
  mutating func check(_ testCase: Case, recording: inout Recorder) throws -> Verdict

  /// The case for people: one step a line, without numbers in front. ``Failure/step`` is an index into these lines.
  func describe(_ testCase: Case) -> [String]
}

extension Property {
  /// No rules.
  public var rules: [String] { [] }

  /// Nothing.
  public func problem(with testCase: Case) -> String? { nil }

  /// A hundred cases, no situation in particular.
  public var requirements: Requirements { Requirements() }
}

/// What checking one case found.
public enum Verdict: Hashable, Sendable {
  /// The guarantee holds of this case.
  case holds
  /// It does not.
  case fails(Failure)

  /// Compares what was observed with what was expected.
  ///
  /// - Parameters:
  ///   - observed: What the subject did.
  ///   - expected: What the specification says.
  ///   - guarantee: The guarantee that is violated if they differ, in a sentence.
  ///   - step: The index of the step, in the lines that describe the case.
  /// - Returns: ``holds`` if both are equal, otherwise a failure that shows both.
  public static func expect<Value: Equatable>(
    _ observed: Value, _ expected: Value, _ guarantee: String, step: Int? = nil
  ) -> Verdict {
    guard observed != expected else { return .holds }
    return .fails(Failure(guarantee, step: step, expected: "\(expected)", observed: "\(observed)"))
  }
}

/// What a run of a property must have seen before its success means anything.
///
/// A run that stays below is *inconclusive*, never a pass.
public struct Requirements: Codable, Hashable, Sendable {
  /// The least number of cases checked (discarded ones don't count).
  public var cases: Int
  /// The least share of checked cases, between 0 and 1, that must carry each label.
  public var shares: [String: Double]
  /// How many cases may be discarded for each case that is checked; more is an error of the generator.
  public var discardsPerCase: Double
  /// How many steps one case may take, as counted by ``Recorder/spend(steps:)``, before it counts as a hang.
  public var stepsPerCase: Int

  /// Makes requirements.
  public init(
    cases: Int = 100, shares: [String: Double] = [:], discardsPerCase: Double = 5, stepsPerCase: Int = 10_000_000
  ) {
    self.cases = cases
    self.shares = shares
    self.discardsPerCase = discardsPerCase
    self.stepsPerCase = stepsPerCase
  }
}

/// How a case violates a guarantee.
public struct Failure: Codable, Hashable, Sendable {
  /// The guarantee that is violated, in a sentence.
  ///
  /// Two failures are of the same kind if this is equal, and a counterexample is only shortened as long as it fails in
  /// the same way. So name the guarantee here and put numbers and addresses into the other fields.
  public var guarantee: String
  /// The first step at which it shows, as an index into the lines that describe the case.
  public var step: Int?
  /// What the specification expects at that step.
  public var expected: String
  /// What the subject did.
  public var observed: String
  /// Anything else that helps to understand, one line each.
  public var explanation: [String]
  /// The end of what the code under test wrote to its standard error meanwhile, if it is a program of its own.
  public var standardError: String?

  /// Makes a failure.
  public init(
    _ guarantee: String, step: Int? = nil, expected: String, observed: String, explanation: [String] = []
  ) {
    self.guarantee = guarantee
    self.step = step
    self.expected = expected
    self.observed = observed
    self.explanation = explanation
  }
}

/// Thrown by a generator or a check to say that a case is none that the property speaks of.
///
/// Discards are counted by reason, and too many of them are an error (``Requirements/discardsPerCase``).
public struct Discard: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why, in a few words that do not depend on the case.
  public var reason: String

  /// Makes a discard.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// What people read.
  public var description: String { "discarded: \(reason)" }
}
