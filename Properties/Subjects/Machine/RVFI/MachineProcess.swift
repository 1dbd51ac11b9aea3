/// A program that is a machine: it is started here, and listens for RVFI-DII at a port.
final class MachineProcess {
  private var process: ChildProcess
  /// What it writes to its standard output and error.
  let errors: ErrorOutput

  init(_ command: [String]) throws(SystemError) {
    let (reading, writing) = try Pipe.make()
    let (nothing, end) = try Pipe.make()
    defer { for descriptor in [writing, nothing, end] { Pipe.close(descriptor) } }
    errors = ErrorOutput(reading: reading)
    process = try ChildProcess(command, ChildProcess.Streams(input: nothing, output: writing, errors: writing))
  }

  /// How it has ended; `nil` if it runs on.
  func ending() -> String? {
    switch process.awaitEnding() {
    case nil: nil
    case .exited(let status): "it ended with status \(status)"
    case .signaled(let signal): "it crashed with signal \(signal)"
    }
  }
}
