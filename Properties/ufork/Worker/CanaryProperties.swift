import Foundation
import PropertyTesting

/// Properties that must be red, so that the reporting of failures, crashes and hangs is known to work, and one that is
/// still at work when they are.
///
/// They run only when they are named: `ufork check canary`.
enum CanaryProperties {
  /// All of them.
  static var all: [any Property] {
    [
      Canary(name: "canary.fails", behaviour: .fails), Canary(name: "canary.crashes", behaviour: .crashes),
      Canary(name: "canary.hangs", behaviour: .hangs), Canary(name: "canary.loops", behaviour: .loops),
      Canary(name: "canary.slow", behaviour: .sleeps),
    ]
  }
}

/// A list of numbers below 50, which is claimed of numbers up to 100.
private struct Canary: Property {
  enum Behaviour { case fails, crashes, hangs, loops, sleeps }

  let name: String
  let behaviour: Behaviour
  private var sink = 0

  init(name: String, behaviour: Behaviour) {
    self.name = name
    self.behaviour = behaviour
  }

  var guarantee: String { "Every number is below 50." }
  var requirements: Requirements { Requirements(cases: 1, stepsPerCase: 100_000) }

  func generate(from source: inout ChoiceSource) -> [Int] {
    source.list(0...20) { $0.integer(in: 0...100) }
  }

  mutating func check(_ testCase: [Int], recording: inout Recorder) throws -> Verdict {
    guard let step = testCase.firstIndex(where: { $0 >= 50 }) else { return .holds }
    switch behaviour {
    case .fails: return .fails(Failure(guarantee, step: step, expected: "less than 50", observed: "\(testCase[step])"))
    case .crashes: fatalError("the canary met \(testCase[step])")
    case .hangs: while true { try recording.spend() }
    case .loops: while true { sink &+= 1 }
    case .sleeps:
      Thread.sleep(forTimeInterval: 0.1)
      return .holds
    }
  }

  func describe(_ testCase: [Int]) -> [String] { testCase.map { "meet \($0)" } }
}
