import ArgumentParser

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
}
