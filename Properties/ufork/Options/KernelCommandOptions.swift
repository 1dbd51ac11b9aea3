import ArgumentParser
import Foundation
import Subjects

/// Somebody's kernel to be checked instead of ours, as `ufork conform` tells it to `ufork check` and its workers.
struct KernelCommandOptions: ParsableArguments {
  /// The command and its arguments, as a JSON array of strings.
  @Option(help: .hidden)
  var kernelCommand: String?

  /// How long the kernel may take to answer, such as `10s`.
  @Option(help: .hidden, transform: TimeSpan.init(typed:))
  var kernelTimeout = TimeSpan(seconds: 10)

  /// The actions to ask it for, with commas between, if not all that it performs.
  @Option(help: .hidden)
  var kernelActions: String?

  /// Whether its pointers are plain addresses.
  @Flag(help: .hidden)
  var plain = false

  /// The actions that the command is asked for, if not all that it performs.
  var only: Set<String>? { kernelActions.map { Set($0.split(separator: ",").map { String($0) }) } }

  /// The subject that the command is, if there is one: one process, which is started once and given world after world.
  func subject() throws -> StdioForkSubject? {
    try command().map { StdioForkSubject(command: $0, timeout: kernelTimeout.duration) }
  }

  /// The command and its arguments, if there is one.
  func command() throws -> [String]? {
    guard let kernelCommand else { return nil }
    guard let command = try? JSONDecoder().decode([String].self, from: Data(kernelCommand.utf8)), !command.isEmpty
    else {
      throw UsageError("The command of a kernel is a JSON array of strings, not “\(kernelCommand)”.")
    }
    return command
  }

  /// The options as they would be typed.
  var arguments: [String] {
    guard let kernelCommand else { return [] }
    return ["--kernel-command", kernelCommand, "--kernel-timeout", kernelTimeout.description]
      + (kernelActions.map { ["--kernel-actions", $0] } ?? []) + (plain ? ["--plain"] : [])
  }
}
