import Foundation
import PropertySuite

/// The states that explorations have found, to be resumed later: a line of JSON that says whose, behind it the states
/// of one world after the other (``ExploredStates/bytes``), and at the end a checksum of all that. Without it, states
/// that a disk has changed would be taken for states that were tried.
struct ExplorationFile {
  /// The line at the beginning.
  private struct Head: Codable {
    var format = "ufork-exploration"
    var version = Head.current
    var parameters: [String: String]
    var worlds: [ExploredWorld]

    static let current = 2
  }

  /// Who was explored, by the names of the command line.
  let parameters: [String: String]
  /// What was found in each world.
  var states: [ExploredWorld: ExploredStates] = [:]

  /// A file with nothing in it.
  init(parameters: [String: String]) { self.parameters = parameters }

  /// Reads what was found earlier.
  ///
  /// - Throws: ``UsageError`` if the file is none of these, or of another subject.
  mutating func read(_ path: String) throws {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw UsageError("\(path) can't be read.") }
    let line = data.prefix { $0 != 0x0A }
    guard let head = try? JSONDecoder().decode(Head.self, from: line),
      head.format == Head(parameters: [:], worlds: []).format
    else { throw UsageError("\(path) holds no states of an exploration.") }
    guard head.version == Head.current else {
      throw UsageError("\(path) is of version \(head.version); this program reads \(Head.current).")
    }
    let damage = UsageError("\(path) is damaged: it is not as it was written. Remove it to explore from the start.")
    let end = data.count - Self.checksumLength
    guard end > line.count, data[end...].elementsEqual(Self.checksum(of: data[..<end])) else { throw damage }
    guard head.parameters == parameters else {
      throw UsageError("\(path) is of an exploration of \(head.parameters), not of \(parameters).")
    }
    var rest = [UInt8](data[(line.count + 1)..<end])[...]
    for world in head.worlds {
      guard let (found, byteCount) = ExploredStates.read(rest) else { throw damage }
      states[world] = found
      rest = rest.dropFirst(byteCount)
    }
    guard rest.isEmpty, states.count == head.worlds.count else { throw damage }
  }

  /// Writes what was found.
  func write(_ file: OutputFile) {
    let worlds = states.keys.sorted { $0.name < $1.name }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      var data = try encoder.encode(Head(parameters: parameters, worlds: worlds)) + Data("\n".utf8)
      for world in worlds { data.append(contentsOf: states[world]?.bytes ?? []) }
      data.append(contentsOf: Self.checksum(of: data))
      file.write(data)
    } catch {
      WriteErrors.tell("\(file)", "it can't be written as JSON")
    }
  }

  private static let checksumLength = 16

  /// FNV-1a, in hexadecimal digits. Whatever single byte has changed, it differs.
  private static func checksum(of data: Data) -> [UInt8] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in data { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = Array(String(hash, radix: 16).utf8)
    return Array(repeating: UInt8(ascii: "0"), count: checksumLength - digits.count) + digits
  }
}
