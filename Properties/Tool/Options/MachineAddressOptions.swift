import ArgumentParser
import Foundation
import SystemsUnderTest

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

/// Where somebody's machine listens, as it is typed: `127.0.0.1:5555` or `localhost:5555`.
enum MachineAddress {
  /// Checks an address that was typed.
  ///
  /// - Returns: the address, with numbers only.
  /// - Throws: what people read if it is none.
  static func typed(_ text: String) throws -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let port = UInt16(parts[1]), port > 0, let host = address(parts[0]) else {
      throw ValidationError(
        "an IPv4 address or localhost, and a port from 1 to 65535, such as 127.0.0.1:5555; other names are not looked up"
      )
    }
    return "\(host):\(port)"
  }

  private static func address(_ host: String) -> String? {
    if host == "localhost" { return "127.0.0.1" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8($0) }
    return parts.count == 4 && numbers.count == 4 ? numbers.map(String.init).joined(separator: ".") : nil
  }
}
