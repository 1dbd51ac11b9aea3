import Foundation
import PropertyTesting

/// Damaged copies of something that can be read: the same ones for the same number.
///
/// A reader that traps on one of them ends the whole test process: it is found with `FUZZ_SHOW=1`, which writes each
/// number to standard error before it is read.
struct Damage: Sequence {
  /// What is damaged.
  let original: [UInt8]
  /// How many copies.
  let count: Int

  /// Numbers at their limits, as they stand in text.
  private static let numbers = [
    "-1", "0", "1", "255", "256", "2147483648", "4294967296", "9007199254740993", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e300", "-1e300",
    "0.5",
    "1e-300", "null", "true", "\"\"", "[]", "{}", "ffffffffffffffff", "10000000000000000",
  ]
  private static let isShown = ProcessInfo.processInfo.environment["FUZZ_SHOW"] != nil

  func makeIterator() -> AnyIterator<[UInt8]> {
    var index = 0
    return AnyIterator {
      guard index < count else { return nil }
      if Self.isShown { FileHandle.standardError.write(Data("\(index)\n".utf8)) }
      defer { index += 1 }
      return copy(index)
    }
  }

  private func copy(_ index: Int) -> [UInt8] {
    var random = SplitMix64(seed: UInt64(index))
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(Swift.max(1, limit))) }
    var bytes = original
    for _ in 0...below(3) {
      let place = below(bytes.count)
      switch below(7) {
      case 0: bytes = (0..<below(300)).map { _ in UInt8(below(256)) }
      case 1: bytes = Array(bytes.prefix(place))
      case 2 where !bytes.isEmpty: bytes[place] ^= 1 << below(8)
      case 3 where !bytes.isEmpty: bytes[place] = [0, 0x7F, 0x80, 0xFF, 0x0A, 0x22, 0x2C][below(7)]
      case 4: bytes.insert(contentsOf: bytes[place..<Swift.min(bytes.count, place + below(40))], at: place)
      case 5 where bytes.count >= 8:
        // A binary number at its limit.
        let start = below(bytes.count - 7)
        let value = [0, 1, 1 << 31, 1 << 32, 1 << 63, .max, .max - 7][below(7)] as UInt64
        for byte in 0..<[2, 4, 8][below(3)] {
          bytes[start + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
        }
      default: bytes = withOtherNumber(bytes, below)
      }
    }
    return bytes
  }

  /// The text with one of its numbers replaced.
  private func withOtherNumber(_ bytes: [UInt8], _ below: (Int) -> Int) -> [UInt8] {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let starts = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
    guard !starts.isEmpty else { return bytes }
    let start = starts[below(starts.count)]
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    return bytes[..<start] + Array(Self.numbers[below(Self.numbers.count)].utf8) + bytes[end...]
  }
}

/// A directory that is removed when it is not needed any more.
struct ScratchDirectory: ~Copyable {
  let path = NSTemporaryDirectory() + "/fuzz-\(UInt64.random(in: 0 ... .max))"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
    return path + "/" + name
  }
}

/// The files of the project.
enum Sample {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The first bytes of a file, to the end of a line.
  static func beginning(_ path: String, lines: Int = .max) throws -> [UInt8] {
    let data = try Data(contentsOf: URL(filePath: root + "/" + path))
    guard lines < .max else { return Array(data) }
    return Array(data.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(lines).joined(separator: [0x0A]))
      + [0x0A]
  }
}
