import PropertyTesting
import Subjects

/// The versions of everything that others rely on.
enum Versions {
  /// The version of the program.
  static let program = "0.1.0"

  /// The version of the form of reports, which Docs/JSON.md describes.
  static let reports = 1

  /// What `--version` prints.
  static let text = """
    ufork \(program)
    failure files: version \(FailureFile.version)
    reports: version \(reports)
    fork protocol: version \(ForkProtocol.version)
    """
}
