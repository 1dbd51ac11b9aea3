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
