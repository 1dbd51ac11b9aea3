import Foundation

/// What a file of `Tests/Mutants` says about its mutant before it shows the change.
package struct MutantFile: Sendable {
  /// The name of the mutant.
  package var name: String
  /// The rules that it breaks: their names, or the first words of several.
  package var rules: [String]
  /// What is wrong, in a sentence.
  package var sentence: String
  /// Where such a mistake was met: “this suite”, or in words.
  package var origin: String
  /// The properties that are expected to catch it.
  package var properties: [String]
  /// The litmus tests that catch it.
  package var litmus: [String]
  /// The first file that it changes, which says what it is a mistake in.
  package var file: String

  /// Reads every mutant of a directory, in alphabetical order.
  ///
  /// - Throws: ``BookError`` if one does not say which rules it breaks, or what it does.
  package static func all(in directory: String) throws(BookError) -> [MutantFile] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    var mutants: [MutantFile] = []
    for file in files.sorted() where file.hasSuffix(".mutant") {
      guard let data = FileManager.default.contents(atPath: "\(directory)/\(file)") else {
        throw BookError("\(directory)/\(file) can't be read.")
      }
      let name = String(file.dropLast(".mutant".count))
      mutants.append(try MutantFile(name: name, text: String(decoding: data, as: UTF8.self)))
    }
    return mutants
  }

  init(name: String, text: String) throws(BookError) {
    var values: [Substring: String] = [:]
    var key: Substring = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(while: { !$0.hasPrefix("---") }) {
      if line.hasPrefix(" "), let value = values[key] {
        values[key] = value + " " + line.trimmingCharacters(in: .whitespaces)
      } else if let match = line.wholeMatch(of: /([a-z]+): *(.*)/) {
        key = match.1
        values[key] = String(match.2)
      }
    }
    let change = text.split(separator: "\n").first { $0.hasPrefix("--- ") }?.dropFirst(4)
    guard let rules = values["rule"], let sentence = values["sentence"], let origin = values["origin"],
      let properties = values["property"], let change
    else {
      throw BookError(
        "\(name).mutant does not say which rule it breaks (“rule: …”) and how (“sentence: …”), where it was met "
          + "(“origin: …”), what catches it (“property: …”) and what it changes (“--- …”).")
    }
    self.name = name
    self.rules = Self.names(rules)
    self.sentence = sentence
    self.origin = origin
    self.properties = Self.names(properties)
    self.litmus = Self.names(values["litmus"] ?? "")
    file = change.trimmingCharacters(in: .whitespaces)
  }

  /// Several names, with commas between.
  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
