import Book
import InProcess

/// The mutants: files of the project, found as litmus tests are.
enum MutantFiles {
  /// Where they are, in the project.
  static let directory = "Tests/Mutants"

  /// Every mutant, in alphabetical order.
  static func all() throws -> [MutantFile] {
    try MutantFile.all(in: ProjectFiles.directory(directory))
  }

  /// Holds mutants to being built into this program.
  ///
  /// - Throws: ``UsageError`` for a name that no mutant has, or if this program was built without mutants.
  static func requireBuiltIn(_ names: [String]) throws {
    for name in names where !Mutants.names.contains(name) {
      let known = try Mutants.names + all().map(\.name)
      guard known.contains(name) else {
        throw UsageError(unknown: "mutant", name, among: known, hint: "`ufork list mutants` shows all.")
      }
      throw UsageError("The mutant \(name) is not built into this program. \(remedy)")
    }
  }

  /// What to do if a program was built without mutants.
  static let remedy =
    "`make mutants` builds one with all mutants, .build/mutants/ufork, and tries them; `make mutant NAME=…` shows how "
    + "one is caught."
}
