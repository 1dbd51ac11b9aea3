import Foundation

/// A directory in which counterexamples are kept, one file each.
///
/// The name of a file is made of the property, the system under test and a digest of what was checked, the violated
/// guarantee and the case: the same counterexample found again replaces the older file, and another system's does not.
public struct FailureDirectory: Hashable, Sendable {
  /// Its path.
  public var path: String

  /// A directory that need not exist yet.
  public init(path: String) {
    self.path = path
  }

  /// Keeps a counterexample.
  ///
  /// - Parameters:
  ///   - file: The counterexample.
  ///   - system: What people call the system under test, to be seen in the name of the file.
  /// - Returns: The path of the file.
  /// - Throws: The system's error if the directory can't be made or written to.
  public func keep(_ file: FailureFile, of system: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let target = "\(path)/\(try name(of: file, system))"
    try (try encoder.encode(file) + Data("\n".utf8)).write(to: URL(filePath: target), options: .atomic)
    return target
  }

  /// The counterexamples that are kept, in the order of their names.
  ///
  /// - Parameter unreadable: Is told each file that is not what it should be: empty, foreign, or of another version.
  /// - Returns: Each that can be read, with its path.
  public func kept(unreadable: (DamagedFile) -> Void) throws -> [(path: String, file: FailureFile)] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw DamagedFile(path: path, line: nil, expected: "a directory that can be read")
    }
    var kept: [(path: String, file: FailureFile)] = []
    for name in names.sorted() where name.hasSuffix(".json") {
      let file = "\(path)/\(name)"
      do {
        kept.append((file, try FailureFile.read(path: file)))
      } catch let damage as DamagedFile {
        unreadable(damage)
      }
    }
    return kept
  }

  private func name(of file: FailureFile, _ system: String) throws -> String {
    let parameters = file.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let identity = ([file.property, file.guarantee, try file.case.text()] + parameters).joined(separator: "\n")
    let digest = CaseSeed(run: 0, property: identity, index: 0).value % (1 << 48)
    let readable = [file.property, system].map { $0.prefix(60).map(Self.fileNameCharacter) }.map { String($0) }
    let digits = String(digest, radix: 16)
    return (readable + [String(repeating: "0", count: 12 - digits.count) + digits]).joined(separator: "-") + ".json"
  }

  /// The character itself, if every file system takes it.
  private static func fileNameCharacter(_ character: Character) -> Character {
    character.isASCII && (character.isLetter || character.isNumber || ".-_".contains(character)) ? character : "_"
  }
}
