import Foundation

/// A running process, and the socket to talk to it in JSON lines.
final class StdioConnection {
  private let process: Process
  private var channel: ByteChannel
  private let encoder = JSONEncoder()
  private let decoder = JSONDecoder()
  /// The last request and its reply, as they went over the wire.
  private(set) var lastExchange: [String] = []

  init(command: [String], timeout: Duration) throws(ForkSubjectError) {
    var ends: [CInt] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else {
      throw ForkSubjectError(.notStarted("no socket: errno \(errno)"), lastExchange: [])
    }
    channel = ByteChannel(socket: ends[0], timeout: timeout)
    // Only the process shall hold its end, so that we see it close.
    let theirs = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--"] + command
    process.standardInput = theirs
    process.standardOutput = theirs
    do {
      try process.run()
      try theirs.close()
    } catch {
      throw ForkSubjectError(.notStarted(error.localizedDescription), lastExchange: [])
    }
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
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
      try channel.send(question + [UInt8(ascii: "\n")])
      let answer = try channel.receiveLine()
      lastExchange.append(String(decoding: answer.prefix(2000), as: UTF8.self))
      return try decoder.decode(ForkReply.self, from: Data(answer))
    } catch let error as ChannelError {
      throw ForkSubjectError(reason(for: error), lastExchange: lastExchange)
    } catch {
      throw ForkSubjectError(.nonsense("\(error)"), lastExchange: lastExchange)
    }
  }

  /// A connection that closes because the process has ended is told apart: how it ended is what its author wants to know.
  private func reason(for error: ChannelError) -> ForkSubjectError.Reason {
    guard error == .closed else { return .channel(error) }
    for _ in 0..<100 where process.isRunning { usleep(1000) }
    if process.isRunning { return .channel(error) }
    return process.terminationReason == .uncaughtSignal
      ? .crashed(signal: process.terminationStatus) : .exited(status: process.terminationStatus)
  }
}
