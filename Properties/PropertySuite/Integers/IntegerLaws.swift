import ExactIntegers
import Foundation
import PropertyTesting

/// What mathematics says of integers is so of ours, whatever their size; text, JSON and machine integers stand for the
/// same numbers.
struct IntegerLaws: LawOfModel {
  struct Case: Codable, Sendable {
    var topic: Topic
    var left: Integer
    var right: Integer
    var count: Int
  }

  enum Topic: String, CaseIterable, Codable, Sendable {
    case division, products, shifts, bits, patterns, order, text, json, machineIntegers
  }

  let name = "integers.laws"
  let requirements = Requirements(cases: 1_000, shares: [beyond: 0.2, division: 0.02])
  /// The topic of the false law that stands in the place of the law.
  private var falsified: Topic?

  private static let beyond = "a number of more than 128 bits"
  private static let division = "division"

  var guarantee: String {
    falsified?.falseClaim
      ?? "Integers of any size keep the laws of arithmetic, and every way to write them gives them back."
  }

  var falseLaws: [any Property & Sendable] {
    Topic.allCases.map { topic in
      var falseLaw = self
      falseLaw.falsified = topic
      return falseLaw
    }
  }

  func generate(from source: inout ChoiceSource) throws -> Case {
    let topic = falsified ?? source.element(of: Topic.allCases)
    let testCase = Case(
      topic: topic, left: number(from: &source), right: number(from: &source),
      count: source.edgeBiased(in: 0...300, towards: 0))
    if topic == .division, testCase.right == 0 { throw Discard("division by zero") }
    return testCase
  }

  /// A number of up to 260 bits with a sign, often near a power of two.
  private func number(from source: inout ChoiceSource) -> Integer {
    let magnitude: Integer =
      switch source.weighted([2, 3, 2]) {
      case 0: Integer(source.word())
      case 1: .twoTo(source.integer(in: 0...260)) + Integer(source.integer(in: -2...2, towards: 0))
      default: (Integer(source.word()) << source.integer(in: 0...190)) + Integer(source.word())
      }
    return source.boolean() ? -magnitude : magnitude
  }

  func check(_ testCase: Case, recording: inout Recorder) throws -> Verdict {
    recording.label(Self.beyond, if: Int128(exactly: testCase.left) == nil)
    recording.label(Self.division, if: testCase.topic == .division)
    let equations = falsified == nil ? try testCase.equations : try testCase.falseEquations
    guard let difference = equations.first(where: { $0.observed != $0.expected }) else { return .holds }
    let text = { (number: Integer?) in number.map { "\($0)" } ?? "no number" }
    return .fails(
      Failure(guarantee, step: 0, expected: text(difference.expected), observed: text(difference.observed)))
  }

  func problem(with testCase: Case) -> String? {
    if !(0...1_000).contains(testCase.count) { return "count is \(testCase.count), not in 0 … 1000" }
    return testCase.right == 0 && (testCase.topic == .division) ? "right is 0, by which nothing can be divided" : nil
  }

  func describe(_ testCase: Case) -> [String] {
    ["\(testCase.topic) of \(testCase.left), \(testCase.right) and \(testCase.count)"]
  }
}

extension IntegerLaws.Topic {
  fileprivate var falseClaim: String {
    switch self {
    case .division: "The modulus has the sign of the dividend, as that of machine integers."
    case .products: "A product has as many bits as its factors together."
    case .shifts: "A shift to the right and back gives the number."
    case .bits: "The low bits, read with a sign, are the number."
    case .patterns: "The bits set in either of two numbers are their sum."
    case .order: "Of two numbers the one with the higher bit is the greater."
    case .text: "Hexadecimal digits are those of 64 bits."
    case .json: "JSON holds every integer as a number."
    case .machineIntegers: "What fits 64 bits without a sign fits 64 bits with one."
    }
  }
}

extension IntegerLaws.Case {
  fileprivate typealias Equation = (observed: Integer?, expected: Integer?)

  /// What must be equal.
  fileprivate var equations: [Equation] {
    get throws {
      switch topic {
      case .division:
        let (quotient, modulus) = (left / right, left % right)
        let isBetween = (0 <= modulus && modulus < right) || (right < modulus && modulus <= 0)
        return [(quotient * right + modulus, left), (Integer(isBetween), 1)]
      case .products:
        var (sum, squares) = (left, (left, right))
        sum += right
        squares.0 *= left
        squares.1 *= right
        return [
          (sum * (left - right), squares.0 - squares.1), (sum + -right, left),
          ((left * right).magnitude, left.magnitude * right.magnitude),
        ]
      case .shifts:
        return [
          (left << count, left * .twoTo(count)), (left >> count, left / .twoTo(count)),
          (left << -count, left >> count), (left >> -count, left << count),
        ]
      case .bits: return equationsOfBits
      case .patterns:
        return [
          ((left & right) + (left | right), left + right), (left ^ right, (left | right) - (left & right)),
          (left + ~left, -1),
        ]
      case .order:
        let (isLess, isEqual, isGreater) = (left < right, left == right, right < left)
        return [
          (Integer(isLess), Integer(left - right < 0)), (Integer(isLess) + Integer(isEqual) + Integer(isGreater), 1),
          (Integer(left.hashValue == (left + right - right).hashValue), 1),
          (left.magnitude.highestBit.map { left.magnitude >> $0 }, left == 0 ? nil : 1),
        ]
      case .text:
        return [
          (Integer(left.description), left), (Integer(left.hexadecimal), left),
          (Integer(left.description + "0"), left * 10), (Integer(left.hexadecimal + "0"), left * 16),
          (Integer(left.description + " "), nil), (Integer(left.description + "f"), nil),
        ]
      case .json:
        return [
          (try JSONDecoder().decode(Integer.self, from: JSONEncoder().encode(left)), left),
          (try? JSONDecoder().decode(Integer.self, from: Data("\"\(left) \"".utf8)), nil),
        ]
      case .machineIntegers: return equationsOfMachineIntegers
      }
    }
  }

  private var equationsOfBits: [Equation] {
    let byte = count..<count + 8
    return [
      (left.bits(0..<count) + ((left >> count) << count), left),
      (left.bits(count + 7, downTo: count), left.bits(byte)), (Integer(left.bit(count)), (left >> count) % 2),
      (left.replacingBits(byte, with: right).bits(byte), right % 256),
      (left.replacingBits(byte, with: right).replacingBits(byte, with: left >> count), left),
      (left.signExtended(from: count + 1).modulo(twoTo: count + 1), left.bits(0..<count + 1)),
      (Integer(left.isMultiple(ofTwoTo: count)), Integer(left % .twoTo(count) == 0)),
    ]
  }

  private var equationsOfMachineIntegers: [Equation] {
    let fits = (-Integer.twoTo(63) <= left && left < .twoTo(63), 0 <= left && left < .twoTo(128))
    return [
      (Integer(UInt64(truncatingIfNeeded: left)), left % .twoTo(64)),
      (Integer(UInt128(truncatingIfNeeded: left)), left % .twoTo(128)),
      (Integer(Int64(truncatingIfNeeded: left)), left.signExtended(from: 64)),
      (Int64(exactly: left).map { Integer($0) }, fits.0 ? left : nil),
      (UInt128(exactly: left).flatMap { Integer(exactly: $0) }, fits.1 ? left : nil),
    ]
  }

  /// What the false laws claim to be equal.
  fileprivate var falseEquations: [Equation] {
    get throws {
      switch topic {
      case .division: [(Integer(left % right < 0), Integer(left < 0 && left % right != 0))]
      case .products:
        [((left * right).magnitude.bitCount, left.magnitude.bitCount + right.magnitude.bitCount)]
      case .shifts: [((left >> count) << count, left)]
      case .bits: [(left.signExtended(from: count + 1), left)]
      case .patterns: [(left | right, left + right)]
      case .order: [(Integer(left < right), Integer(left.bitCount < right.bitCount))]
      case .text: [(Integer("0x" + String(UInt64(truncatingIfNeeded: left), radix: 16)), left)]
      case .json:
        [((try? JSONDecoder().decode(Int64.self, from: JSONEncoder().encode(left))).map { Integer($0) }, left)]
      case .machineIntegers: [(Int64(exactly: left).map { Integer($0) }, UInt64(exactly: left).map { Integer($0) })]
      }
    }
  }
}

extension Integer {
  /// How many bits a number has that isn't negative.
  fileprivate var bitCount: Integer { Integer((highestBit ?? -1) + 1) }
}
