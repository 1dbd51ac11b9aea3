import Foundation
import PropertySuite

/// JSON files for other programs.
enum JSONOutput {
  /// Writes a value to a file, for people too.
  static func write(_ value: some Encodable, to path: String) throws {
    let data = try JSONText.data(value)
    do {
      try data.write(to: URL(filePath: path))
    } catch {
      throw UsageError("\(path) can't be written: \(error.localizedDescription)")
    }
  }
}
