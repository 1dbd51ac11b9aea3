/// How a worker process is started and how long it is waited for.
public struct WorkerLaunch: Hashable, Sendable {
  /// The path of the program.
  public var executable: String
  /// Its arguments; `--status FILE` is added.
  public var arguments: [String]
  /// A directory for the status files and what workers write to standard error.
  public var directory: String
  /// How long one case may take, in seconds, before the worker is killed.
  public var secondsPerCase: Double

  /// Makes a description of how workers are started.
  public init(executable: String, arguments: [String], directory: String, secondsPerCase: Double = 10) {
    self.executable = executable
    self.arguments = arguments
    self.directory = directory
    self.secondsPerCase = secondsPerCase
  }
}
