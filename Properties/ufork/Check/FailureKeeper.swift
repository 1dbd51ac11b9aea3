import PropertyTesting

/// Keeps counterexamples in the failure directory, as far as it can be written to.
struct FailureKeeper: Sendable {
  private let directory: FailureDirectory
  private let parameters: [String: String]
  private let system: String
  private let replayArguments: String

  init(_ directory: FailureDirectory, subject: SubjectOptions) {
    self.directory = directory
    parameters = subject.parametersOfFailures
    system = subject.systemName
    replayArguments = subject.replayArguments
  }

  /// The counterexamples that were kept of the same system.
  ///
  /// - Parameter unreadable: Is told each file that is none of them.
  func saved(unreadable: (DamagedFile) -> Void) throws -> [Counterexample] {
    try directory.kept(unreadable: unreadable).filter { $0.file.parameters == parameters }
      .map { try $0.file.counterexample() }
  }

  /// Keeps a counterexample.
  ///
  /// - Returns: The command that checks it again, or why it could not be kept.
  func keep(_ counterexample: Counterexample) -> Result<String, KeepingError> {
    do {
      let file = try FailureFile(counterexample, parameters: parameters)
      return .success("ufork replay " + (try directory.keep(file, of: system)).quotedForShell + replayArguments)
    } catch {
      return .failure(KeepingError(description: "\(directory.path) can't be written to"))
    }
  }
}

/// Why a counterexample could not be kept.
struct KeepingError: Error, CustomStringConvertible {
  var description: String
}
