package import Foundation

/// JSON that people read, too: indented, keys in alphabetical order, a line feed at the end.
package enum JSONText {
  /// The bytes of a value.
  package static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + [UInt8(ascii: "\n")]
  }
}
