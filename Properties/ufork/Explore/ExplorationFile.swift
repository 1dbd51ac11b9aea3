import Foundation
import PropertySuite

/// The states that explorations have found, to be resumed later: a line of JSON that says whose, and behind it the
/// states of one world after the other (``ExploredStates/bytes``).
struct ExplorationFile {
  /// The line at the beginning.
  private struct Head: Codable {
    var format = "ufork-exploration"
    var version = 1
    var parameters: [String: String]
    var worlds: [ExploredWorld]
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
    guard head.version == 1 else { throw UsageError("\(path) is of version \(head.version); this program reads 1.") }
    guard head.parameters == parameters else {
      throw UsageError("\(path) is of an exploration of \(head.parameters), not of \(parameters).")
    }
    var rest = [UInt8](data.dropFirst(line.count + 1))[...]
    for world in head.worlds {
      guard let (found, byteCount) = ExploredStates.read(rest) else { throw UsageError("\(path) is damaged.") }
      states[world] = found
      rest = rest.dropFirst(byteCount)
    }
  }

  /// Writes what was found.
  func write(_ file: OutputFile) {
    let worlds = states.keys.sorted { $0.name < $1.name }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      var data = try encoder.encode(Head(parameters: parameters, worlds: worlds)) + Data("\n".utf8)
      for world in worlds { data.append(contentsOf: states[world]?.bytes ?? []) }
      file.write(data)
    } catch {
      WriteErrors.tell("\(file)", "it can't be written as JSON")
    }
  }
}
