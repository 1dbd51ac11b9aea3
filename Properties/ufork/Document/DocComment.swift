import Foundation

/// Lines of doc comments in Swift sources.
enum DocComment {
  /// What a line says behind `///`, or `nil` if it is no doc comment.
  static func content(of line: Substring) -> Substring? {
    let trimmed = line.drop { $0 == " " }
    guard trimmed.hasPrefix("///") else { return nil }
    return trimmed.dropFirst(3).drop { $0 == " " }
  }
}
