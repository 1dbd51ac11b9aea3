import ArgumentParser
import Foundation
import Adapters
import SystemsUnderTest
import SystemPackage

/// `ufork serve`: lets others' checkers drive our kernel or our machine.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answers others' checkers: our kernel over the fork protocol, or our machine over RVFI-DII.",
    discussion: """
      With --fork, requests of Docs/ForkProtocol.md are read from standard input and answered on standard output, as \
      `ufork conform -- ufork serve --fork` wants it.

      With --rvfi-dii, test-benches such as TestRIG's are answered on 127.0.0.1 (versions 1 and 2). After a reset c1 to c31 hold \
      the root capability, the program counter is 0x80000000 in integer mode, and 8 MiB of zeroed memory lie at \
      0x80000000. Up to 16 connections are served at a time, each with a machine of its own; each ends with a line \
      that says how.
      """)

  @Flag(help: "Serve a kernel, on standard input and output.")
  var fork = false

  @Option(help: ArgumentHelp("Serve a machine, on this port; 0 for any that is free.", valueName: "port"))
  var rvfiDii: UInt16?

  @OptionGroup var own: OwnSubjectOptions

  @Option(
    help: ArgumentHelp("How long the other side of --rvfi-dii may be silent; 120s unless told.", valueName: "time"),
    transform: TimeSpan.init(typed:))
  var timeout = TimeSpan(seconds: 120)

  @Flag(help: "End with the first connection of --rvfi-dii.")
  var once = false

  mutating func validate() throws {
    if fork == (rvfiDii != nil) { throw ValidationError("Say what to serve: either --fork or --rvfi-dii <port>.") }
  }

  func run() throws {
    if let rvfiDii { try serveMachine(on: rvfiDii) } else { try serveKernel() }
  }

  private func serveKernel() throws {
    var server = ForkServer(try own.factory().fork(.adversarial), description: try own.description())
    try server.serve(from: .standardInput, to: .standardOutput)
  }

  /// How many connections are served at a time, so that one that is silent keeps nobody else waiting.
  private static let connections = 16

  private func serveMachine(on port: UInt16) throws {
    let factory = try own.factory()
    let listener = try TCPSocket.listen(port: port)
    Self.report("listening on 127.0.0.1:\(listener.port)")
    if once { return try Self.serveNext(at: listener, factory, timeout.duration) }
    let timeout = timeout.duration
    for _ in 1..<Self.connections {
      Thread.detachNewThread { Self.serveAll(at: listener, factory, timeout) }
    }
    Self.serveAll(at: listener, factory, timeout)
  }

  /// Serves one connection after the other.
  private static func serveAll(at listener: TCPSocket.Listener, _ factory: SubjectFactory, _ timeout: Duration) {
    while true {
      do {
        try serveNext(at: listener, factory, timeout)
      } catch is ExitCode {
        continue
      } catch {
        return report("no connection is accepted any more: \(error)")
      }
    }
  }

  /// Serves the next connection with a machine of its own.
  private static func serveNext(
    at listener: TCPSocket.Listener, _ factory: SubjectFactory, _ timeout: Duration
  ) throws {
    var channel = try listener.accept(timeout: timeout)
    do {
      try serve(&channel, with: try factory.machine())
      report("the connection has ended")
    } catch {
      report("the connection was given up: \(error)")
      throw ExitCode(4)
    }
  }

  private static func serve(_ channel: inout ByteChannel, with machine: some MachineSubject) throws {
    var server = RVFIServer(machine)
    try server.serve(&channel)
  }

  private static func report(_ line: String) {
    StandardStream.error.write(line + "\n")
  }
}
