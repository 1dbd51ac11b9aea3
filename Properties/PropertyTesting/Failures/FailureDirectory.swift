import Foundation

/// A directory in which counterexamples are kept, one file each.
///
/// The name of a file is made of the property, the mutant and the violated guarantee, so that the same failure found
/// again replaces the older file instead of adding one.
public struct FailureDirectory: Hashable, Sendable {
  /// Its path.
  public var path: String

  /// A directory that need not exist yet.
  public init(path: String) {
    self.path = path
  }

  /// Keeps a counterexample.
  ///
  /// - Returns: The path of the file.
  /// - Throws: The system's error if the directory can't be made or written to.
  public func keep(_ file: FailureFile) throws -> String {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let target = "\(path)/\(name(of: file))"
    try (try encoder.encode(file) + Data("\n".utf8)).write(to: URL(filePath: target), options: .atomic)
    return target
  }

  /// The counterexamples that are kept, in the order of their names.
  ///
  /// - Returns: Each with its path.
  /// - Throws: ``DamagedFile`` for the first file that is not what it should be.
  public func kept() throws -> [(path: String, file: FailureFile)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return try names.sorted().filter { $0.hasSuffix(".json") }.map { name in
      let file = "\(path)/\(name)"
      return (file, try FailureFile.read(path: file))
    }
  }

  private func name(of file: FailureFile) -> String {
    var parts = [file.property]
    if let mutant = file.parameters["mutant"] { parts.append(mutant) }
    let hash = CaseSeed(run: 0, property: file.guarantee, index: 0).value
    parts.append(String(hash % (1 << 32), radix: 16))
    return parts.joined(separator: "-") + ".json"
  }
}
