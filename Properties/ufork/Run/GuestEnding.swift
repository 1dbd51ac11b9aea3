import Architecture
import ArgumentParser
import ForkKernel

/// How a guest ended, as a shell tells it: the status that it exited with, or 128 and the number of the signal.
struct GuestEnding {
  let guest: String
  let status: ExitStatus

  /// What `$?` would be in a shell.
  var exitCode: ExitCode {
    switch status {
    case .exited(let status): ExitCode(Int32(status))
    case .signaled(let signal): ExitCode(128 + signal.rawValue)
    }
  }

  /// What there is to say about it; `nil` if it has exited with 0.
  var message: String? {
    switch status {
    case .exited(0): nil
    case .exited(let status): "\(guest) has exited with status \(status)."
    case .signaled(let signal): "\(guest) was ended by \(signal.name), signal \(signal.rawValue)."
    }
  }
}
