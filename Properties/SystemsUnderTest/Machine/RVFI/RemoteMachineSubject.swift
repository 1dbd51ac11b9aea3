import Foundation
import Synchronization

/// Somebody's machine at an address, perhaps of a program that is started here: connected to when it is first needed,
/// and again after it has failed.
///
/// A machine that ends the connection, stalls or answers nonsense is a ``MachineFault``. One that cannot be reached is
/// an ``RVFIError``: it has done nothing yet.
public final class RemoteMachineSubject: MachineSubject, Sendable {
  private struct Connection {
    var process: MachineProcess?
    var machine: RVFIMachineSubject?
    /// Whether it is worth waiting for: it was there once, or is being started.
    var mayCome: Bool
    /// What the program wrote that was started last.
    var errors: ErrorOutput?
  }

  private let address: String
  private let timeout: Duration
  private let command: [String]
  private let connection: Mutex<Connection>

  /// Names the machine; nothing is connected to or started yet.
  ///
  /// - Parameters:
  ///   - address: where it listens, such as `127.0.0.1:5555`.
  ///   - command: the program that listens there, and its arguments; empty if it runs already.
  ///   - timeout: how long it may take to answer, or to listen again.
  public init(address: String, command: [String], timeout: Duration) {
    self.address = address
    self.timeout = timeout
    self.command = command
    connection = Mutex(Connection(mayCome: !command.isEmpty))
  }

  /// The end of what the program has written to its standard output and error since the last reset, if it was started
  /// here.
  public var standardError: String { connection.withLock { $0.errors?.text ?? "" } }

  /// As the machine's connection has it.
  public var tellsWholeAccesses: Bool { connection.withLock { $0.machine?.tellsWholeAccesses ?? true } }

  /// RVFI leaves the address open where both masks are 0.
  public var tellsRefusedAccesses: Bool { false }

  /// Returns to the reset state; connects first, if need be.
  public func reset() throws {
    try connection.withLock { connection in
      if connection.machine == nil { try connect(&connection) }
      connection.errors?.forget()
      try ask(&connection) { try $0.reset() }
    }
  }

  /// Executes one instruction.
  public func execute(_ instruction: UInt32) throws -> TraceRecord {
    try connection.withLock { connection in
      try ask(&connection) { try $0.execute(instruction) }
    }
  }

  private func ask<Answer>(
    _ connection: inout Connection, _ question: (RVFIMachineSubject) throws -> Answer
  ) throws -> Answer {
    guard let machine = connection.machine else {
      throw RVFIError.address("the machine is not connected: reset it first")
    }
    do {
      return try question(machine)
    } catch let error as RVFIError {
      connection.machine = nil
      let ending = error == .channel(.closed) ? connection.process?.ending() : nil
      // Whatever is left of the program is of no use any more.
      connection.process = nil
      throw MachineFault(description: Self.words(for: error, ending))
    }
  }

  private static func words(for error: RVFIError, _ ending: String?) -> String {
    switch error {
    case .channel(.silent(let seconds)): "the machine stalled: no answer for \(seconds) s"
    case .channel(.closed): "the machine closed the connection" + (ending.map { ": \($0)" } ?? "")
    case .channel, .malformed, .address: "the machine cannot be talked to: \(error)"
    }
  }

  private func connect(_ connection: inout Connection) throws {
    if !command.isEmpty, connection.process == nil {
      do {
        let process = try MachineProcess(command)
        connection.process = process
        connection.errors = process.errors
      } catch {
        throw RVFIError.address("\(command[0]): \(error)")
      }
    }
    let deadline = ContinuousClock.now + timeout
    while true {
      do {
        connection.machine = try RVFIMachineSubject.connected(to: address, timeout: timeout)
        connection.mayCome = true
        return
      } catch {
        guard case .channel = error, connection.mayCome, ContinuousClock.now < deadline else {
          // Whoever asks again need not wait as long in vain.
          connection.mayCome = !command.isEmpty
          throw error
        }
        if let ending = connection.process?.ending() {
          connection.process = nil
          throw RVFIError.address("\(command[0]) does not listen at \(address): \(ending)")
        }
        if connection.process == nil { Thread.sleep(forTimeInterval: 0.05) }
      }
    }
  }
}

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
