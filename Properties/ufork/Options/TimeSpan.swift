import ArgumentParser

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
