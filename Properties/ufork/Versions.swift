import PropertyTesting

/// The versions of everything that others rely on.
enum Versions {
  /// The version of the program.
  static let program = "0.1.0"

  /// What `--version` prints.
  static let text = """
    ufork \(program)
    failure files: version \(FailureFile.version)
    """
}
