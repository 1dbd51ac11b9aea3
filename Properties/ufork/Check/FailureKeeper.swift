import PropertyTesting

/// Keeps counterexamples in the failure directory, as far as it can be written to.
struct FailureKeeper: Sendable {
  private let directory: FailureDirectory
  private let parameters: [String: String]

  init(_ directory: FailureDirectory, subject: SubjectOptions) {
    self.directory = directory
    parameters = subject.parametersOfFailures
  }

  /// The counterexamples that were kept of the same subject.
  func saved() throws -> [Counterexample] {
    try directory.kept().filter { $0.file.parameters == parameters }.map { try $0.file.counterexample() }
  }

  /// Keeps a counterexample.
  ///
  /// - Returns: The command that checks it again, or why it could not be kept.
  func keep(_ counterexample: Counterexample) -> Result<String, KeepingError> {
    do {
      return .success("ufork replay " + (try directory.keep(FailureFile(counterexample, parameters: parameters))))
    } catch {
      return .failure(KeepingError(description: "\(directory.path) can't be written to"))
    }
  }

}

/// Why a counterexample could not be kept.
struct KeepingError: Error, CustomStringConvertible {
  var description: String
}
