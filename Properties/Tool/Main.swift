import ArgumentParser
import Foundation
import PropertyTesting
import SystemsUnderTest

/// Parses the command line, runs the command, and turns errors into messages and exit codes.
@main
enum Main {
  static func main() async {
    // Writing to a worker that has just ended must be an error, not the end of this process.
    signal(SIGPIPE, SIG_IGN)
    unblockEndingSignals()
    do {
      var command = try UforkCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      end(0)
    } catch {
      exit(with: error)
    }
  }

  /// Whoever starts this program from a thread that blocks signals passes the block on; then nobody could end it.
  private static func unblockEndingSignals() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGHUP, SIGINT, SIGTERM] { unsafe sigaddset(&signals, number) }
    unsafe sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Says what went wrong and ends with the exit code for it.
  private static func exit(with error: any Error) -> Never {
    switch error {
    case let code as ExitCode: end(code.rawValue)
    case is UsageError, is DamagedFile, is VectorFileError: fail("\(error)", code: 2)
    default: break
    }
    switch UforkCommand.exitCode(for: error) {
    case .success:
      print(UforkCommand.fullMessage(for: error))
      end(0)
    case .validationFailure:
      StandardStream.error.write(UforkCommand.fullMessage(for: error) + "\n")
      Foundation.exit(2)
    default: fail("\(error)", code: 4)
    }
  }

  /// Ends the program.
  private static func end(_ code: Int32) -> Never {
    Foundation.exit(WriteErrors.exitCode(insteadOf: code))
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    StandardStream.error.write("Error: \(message)\n")
    Foundation.exit(code)
  }
}
