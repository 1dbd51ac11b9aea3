import ExactIntegers
import PropertyTesting

/// Arithmetic in line and in GMP gives the same numbers, above all where the one passes into the other, and digits are
/// read as they are written.
struct IntegerRepresentations: FalsifiableLaw {
  struct Case: Codable, Sendable {
    var operation: Operation
    var left: Integer
    var right: Integer
    var count: Int
  }

  enum Operation: String, CaseIterable, Codable, Sendable {
    case sum, difference, product, quotient, modulus, and, or, exclusiveOr, leftShift, rightShift, lowBits, order,
      decimal, hexadecimal
  }

  let name = "integers.representations"
  let requirements = Requirements(cases: 1_000, shares: ["the result leaves 128 bits": 0.05, "it stays": 0.3])

  var isFalsified = false

  var guarantee: String {
    isFalsified
      ? "Arithmetic modulo 2^128 gives the same numbers." : "Arithmetic in line and in GMP gives the same numbers."
  }

  func generate(from source: inout ChoiceSource) throws -> Case {
    let testCase = Case(
      operation: source.element(of: Operation.allCases), left: number(from: &source), right: number(from: &source),
      count: source.edgeBiased(in: 0...260, towards: 0))
    let isDivision = testCase.operation == .quotient || testCase.operation == .modulus
    if isDivision, testCase.right == 0 { throw Discard("division by zero") }
    return testCase
  }

  /// A number of up to 128 bits with a sign, often within two of a power of two.
  private func number(from source: inout ChoiceSource) -> Integer {
    let magnitude =
      source.boolean()
      ? .twoTo(source.integer(in: 0...127)) + Integer(source.integer(in: -2...2, towards: 0))
      : (Integer(source.word()) << source.integer(in: 0...63)) + Integer(source.word())
    return source.boolean() ? -magnitude : magnitude
  }

  func check(_ testCase: Case, recording: inout Recorder) -> Verdict {
    let expected = testCase.inGMP
    let leaves = Int128(exactly: expected) == nil
    recording.label(leaves ? "the result leaves 128 bits" : "it stays")
    return .expect(
      testCase.inLine, isFalsified ? expected.signExtended(from: 128) : expected, guarantee, step: 0)
  }

  func problem(with testCase: Case) -> String? {
    if !(0...1_000).contains(testCase.count) { return "count is \(testCase.count), not in 0 … 1000" }
    return testCase.right == 0 && (testCase.operation == .quotient || testCase.operation == .modulus)
      ? "right is 0, by which nothing can be divided" : nil
  }

  func describe(_ testCase: Case) -> [String] {
    let right = [.leftShift, .rightShift, .lowBits].contains(testCase.operation) ? "\(testCase.count)" : nil
    return ["\(testCase.operation) of \(testCase.left) and \(right ?? "\(testCase.right)")"]
  }
}

extension IntegerRepresentations.Case {
  /// The result as users of the integers get it.
  fileprivate var inLine: Integer {
    switch operation {
    case .sum: left + right
    case .difference: left - right
    case .product: left * right
    case .quotient: left / right
    case .modulus: left % right
    case .and: left & right
    case .or: left | right
    case .exclusiveOr: left ^ right
    case .leftShift: left << count
    case .rightShift: left >> count
    case .lowBits: left.modulo(twoTo: count)
    case .order: Integer(left < right)
    case .decimal: Integer(left.description) ?? 0
    case .hexadecimal: Integer(left.hexadecimal) ?? 0
    }
  }

  /// The result as GMP gives it.
  fileprivate var inGMP: Integer {
    let (left, right) = (left.large, right.large)
    return switch operation {
    case .sum: Integer(left + right)
    case .difference: Integer(left - right)
    case .product: Integer(left * right)
    case .quotient: Integer(left / right)
    case .modulus: Integer(left % right)
    case .and: Integer(left & right)
    case .or: Integer(left | right)
    case .exclusiveOr: Integer(left ^ right)
    case .leftShift: Integer(left << count)
    case .rightShift: Integer(left >> count)
    case .lowBits: Integer(left.modulo(twoTo: count))
    case .order: Integer(left.compare(right) < 0)
    case .decimal, .hexadecimal: Integer(left)
    }
  }
}
