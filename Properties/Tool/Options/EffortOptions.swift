import ArgumentParser
import Foundation
import PropertyTesting

/// How much is checked, and where the choices come from: options that read the same in every command that checks cases.
struct EffortOptions: ParsableArguments {
  @Option(help: "Where all random choices come from; random unless told.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("How long to check, such as 60s or 2m; 60s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var budget: TimeSpan? = nil

  @Option(
    help: ArgumentHelp("Check so many cases of each property instead.", valueName: "n"),
    transform: WholeNumber.within(1...1_000_000_000))
  var cases: Int? = nil

  func validate() throws {
    if cases != nil, budget != nil {
      throw ValidationError("Give either --cases or --budget: how many cases, or how long.")
    }
  }

  /// The budget of a run.
  var runBudget: Budget { cases.map { .cases($0) } ?? .seconds((budget ?? TimeSpan(seconds: 60)).seconds) }

  /// The options as they would be typed.
  var arguments: [String] {
    (seed.map { ["--seed", "\($0)"] } ?? []) + (budget.map { ["--budget", $0.description] } ?? [])
      + (cases.map { ["--cases", "\($0)"] } ?? [])
  }
}

/// How many processes check at a time.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How many processes check at a time; one for each core unless told.", valueName: "n"),
    transform: WholeNumber.within(1...256))
  var workers: Int? = nil

  /// The number of processes.
  var count: Int { workers ?? min(256, max(1, ProcessInfo.processInfo.activeProcessorCount)) }
}

/// A length of time as it is typed: `60s`, `90`, `1.5m`, `500ms`, `2h`.
struct TimeSpan: CustomStringConvertible, Sendable {
  /// As it was typed.
  let description: String
  /// The number of seconds.
  let seconds: Double

  /// What can be typed, in seconds: from a millisecond to a year.
  private static let range = 0.001...31_536_000

  private static let units = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600)]

  /// So many seconds.
  init(seconds: Int) {
    description = "\(seconds)s"
    self.seconds = Double(seconds)
  }

  /// Reads what was typed.
  ///
  /// - Throws: what people read if it is no length of time, or none that makes sense.
  init(typed text: String) throws {
    let unit = Self.units.first { text.hasSuffix($0.0) } ?? ("", 1)
    let digits = text.dropLast(unit.0.count)
    let isDecimal = digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard isDecimal, let number = Double(digits) else {
      throw ValidationError("a length of time is a number with a unit, such as 60s, 2m or 500ms")
    }
    guard Self.range.contains(number * unit.1) else {
      throw ValidationError("a length of time is at least 1ms and at most 8760h")
    }
    description = text
    seconds = number * unit.1
  }

  /// As a duration.
  var duration: Duration { .seconds(seconds) }
}

/// Whole numbers on the command line.
enum WholeNumber {
  /// Reads a number of a range.
  ///
  /// - Returns: what turns text into the number, or throws what people read.
  static func within(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let number = Int(text), range.contains(number) else {
        throw ValidationError("a whole number from \(range.lowerBound.grouped) to \(range.upperBound.grouped)")
      }
      return number
    }
  }

  /// Reads how large a memory is, in MiB.
  static let mebibytes = within(1...4096)
}
