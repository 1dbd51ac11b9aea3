import ArgumentParser
import Foundation
import InProcess
import Subjects

/// `ufork serve`: lets test-benches that speak RVFI-DII, such as TestRIG's, drive our machine.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answers test-benches that speak RVFI-DII (versions 1 and 2), on 127.0.0.1.",
    discussion: """
      After a reset c1 to c31 hold the root capability, the program counter is 0x80000000 in integer mode, and 8 MiB of \
      zeroed memory lie at 0x80000000. One connection is served at a time; each ends with a line that says how.
      """)

  @Option(help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "port"))
  var rvfiDii: UInt16

  @Option(help: "Which machine answers: emulator or model.")
  var machine = "emulator"

  @Option(help: ArgumentHelp("How long the other side may be silent, such as 60s.", valueName: "time"))
  var timeout = "600s"

  @Flag(help: "End with the first connection.")
  var once = false

  func run() throws {
    let timeout = Duration.seconds(try BudgetOption.seconds(timeout))
    let listener = try TCPSocket.listen(port: rvfiDii)
    Self.report("listening on 127.0.0.1:\(listener.port)")
    switch machine {
    case "emulator": try serve(try EmulatorMachineSubject(), listener, timeout)
    case "model": try serve(ModelMachineSubject(), listener, timeout)
    default: throw UsageError(unknown: "machine", machine, among: ["emulator", "model"])
    }
  }

  private func serve(
    _ machine: some MachineSubject, _ listener: borrowing TCPSocket.Listener, _ timeout: Duration
  ) throws {
    var server = RVFIServer(machine)
    repeat {
      var channel = try listener.accept(timeout: timeout)
      do {
        try server.serve(&channel)
        Self.report("the connection has ended")
      } catch {
        Self.report("the connection was given up: \(error)")
        if once { throw ExitCode(4) }
      }
    } while !once
  }

  private static func report(_ line: String) {
    StandardStream.error.write(line + "\n")
  }
}
