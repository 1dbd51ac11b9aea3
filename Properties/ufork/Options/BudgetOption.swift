import PropertyTesting

/// Reads a length of time such as `60s`, `90` or `2m`.
enum BudgetOption {
  /// The number of seconds.
  static func seconds(_ text: String) throws -> Double {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("min", 60), ("h", 3600)]
    for unit in units where text.hasSuffix(unit.suffix) {
      if let number = Double(text.dropLast(unit.suffix.count)), number > 0, number.isFinite {
        return number * unit.seconds
      }
    }
    if let number = Double(text), number > 0, number.isFinite { return number }
    throw UsageError("A budget is a length of time such as 60s, 2m or 500ms, not “\(text)”.")
  }
}
