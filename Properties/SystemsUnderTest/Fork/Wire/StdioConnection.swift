import Foundation
import JSONReading

/// A running process, and the socket to talk to it in JSON lines.
final class StdioConnection {
  private var process: ChildProcess
  /// `nil` once it has been closed.
  private var channel: ByteChannel?
  private let encoder = JSONEncoder()
  private let decoder = JSONDecoder()
  /// The last request and its reply, as they went over the wire.
  private(set) var lastExchange: [String] = []
  /// What the process writes to its standard error.
  let errors: ErrorOutput

  init(command: [String], timeout: Duration) throws(ForkSubjectError) {
    var ends: [CInt] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else {
      throw ForkSubjectError(.notStarted("no socket: \(SystemError(number: errno))"), lastExchange: [])
    }
    // Only the process shall hold its end, so that we see it close; and no other process ours.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    channel = ByteChannel(socket: ends[0], timeout: timeout)
    defer { close(ends[1]) }
    do {
      let (reading, writing) = try Pipe.make()
      defer { close(writing) }
      errors = ErrorOutput(reading: reading)
      process = try ChildProcess(command, ChildProcess.Streams(input: ends[1], output: ends[1], errors: writing))
    } catch {
      throw ForkSubjectError(.notStarted("\(command[0]): \(error)"), lastExchange: [])
    }
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// A process that reads to the end of its input gets the chance to clear up behind itself.
  deinit {
    channel = nil
    _ = process.awaitEnding()
  }

  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
  #else
    private static let stream = CInt(SOCK_STREAM.rawValue)
  #endif

  func exchange(_ request: ForkRequest) throws(ForkSubjectError) -> ForkReply {
    do {
      let question = try encoder.encode(request)
      lastExchange = [String(decoding: question, as: UTF8.self)]
      try channel?.send(question + [UInt8(ascii: "\n")])
      let answer = try channel?.receiveLine() ?? []
      lastExchange.append(String(decoding: answer.prefix(2000), as: UTF8.self))
      return try read(answer)
    } catch let error as ChannelError {
      throw ForkSubjectError(reason(for: error), lastExchange: lastExchange)
    } catch let problem as JSONProblem {
      throw ForkSubjectError(.nonsense("\(problem)"), lastExchange: lastExchange)
    } catch {
      throw ForkSubjectError(.nonsense("\(error)"), lastExchange: lastExchange)
    }
  }

  /// Reads an answer. States are large, so the fast decoder reads them; what it can't read, the strict one explains.
  private func read(_ answer: [UInt8]) throws -> ForkReply {
    do {
      return try decoder.decode(ForkReply.self, from: Data(answer))
    } catch {
      return try StrictJSON.decode(ForkReply.self, from: answer)
    }
  }

  /// A connection that closes because the process has ended is told apart: how it ended is what its author wants to
  /// know.
  private func reason(for error: ChannelError) -> ForkSubjectError.Reason {
    guard error == .closed else { return .channel(error) }
    switch process.awaitEnding() {
    case nil: return .channel(error)
    case .exited(let status): return .exited(status: status)
    case .signaled(let signal): return .crashed(signal: signal)
    }
  }
}
