import ArgumentParser
import Foundation
import Subjects

/// Somebody's machine to be checked instead of ours, as `ufork drive` tells it to `ufork check` and its workers.
struct MachineAddressOptions: ParsableArguments {
  /// Where it listens for RVFI-DII.
  @Option(help: .hidden)
  var machineAt: String?

  /// The command that listens there and its arguments, as a JSON array of strings.
  @Option(help: .hidden)
  var machineCommand: String?

  /// How long the machine may take to answer, such as `10s`.
  @Option(help: .hidden, transform: TimeSpan.init(typed:))
  var machineTimeout = TimeSpan(seconds: 10)

  /// The subject that is at the address, if there is one.
  func subject() throws -> RemoteMachineSubject? {
    guard let machineAt else { return nil }
    return RemoteMachineSubject(address: machineAt, command: try command() ?? [], timeout: machineTimeout.duration)
  }

  /// The command and its arguments, if there is one.
  func command() throws -> [String]? {
    guard let machineCommand else { return nil }
    guard let command = try? JSONDecoder().decode([String].self, from: Data(machineCommand.utf8)), !command.isEmpty
    else {
      throw UsageError("The command of a machine is a JSON array of strings, not “\(machineCommand)”.")
    }
    return command
  }

  /// The options as they would be typed.
  var arguments: [String] {
    guard let machineAt else { return [] }
    return ["--machine-at", machineAt, "--machine-timeout", machineTimeout.description]
      + (machineCommand.map { ["--machine-command", $0] } ?? [])
  }
}
