import Foundation
import Synchronization

/// Somebody's kernel, as a process that answers ``ForkRequest``s on its standard input with ``ForkReply``s on its
/// standard output.
///
/// The process is started when it is first needed, and again after it has failed. What it writes to its standard error
/// goes to ours.
public final class StdioForkSubject: ForkSubject, Sendable {
  private let command: [String]
  private let timeout: Duration
  private let conversation = Mutex(Conversation())

  /// Names the command; nothing is started yet.
  ///
  /// - Parameters:
  ///   - command: the program, looked up in `PATH`, and its arguments.
  ///   - timeout: how long it may take to answer one request.
  public init(command: [String], timeout: Duration) {
    self.command = command
    self.timeout = timeout
  }

  /// Asks the subject what it is.
  public func describe() throws(ForkSubjectError) -> ForkSubjectDescription {
    try conversation.withLock { (conversation) throws(ForkSubjectError) in
      try conversation.begin(command, timeout: timeout)
    }
  }

  /// Starts a world, and the process if it does not run.
  public func start(_ world: ForkWorld) throws(ForkSubjectError) -> Observation {
    _ = try describe()
    return try observe(.start(world))
  }

  /// Lets a process perform an action.
  public func perform(_ step: ForkStep) throws(ForkSubjectError) -> Observation {
    try observe(.perform(step))
  }

  /// The whole state, from subjects of level L1.
  public func inspect() throws(ForkSubjectError) -> InspectedState? {
    guard try describe().level == .inspection else { return nil }
    return try conversation.withLock { (conversation) throws(ForkSubjectError) in
      let reply = try conversation.exchange(.inspect)
      guard case .state(let state) = reply else { throw conversation.unexpected("state") }
      return state
    }
  }

  /// Whether it has said so.
  public var overcommits: Bool { get throws { try describe().overcommits == true } }

  private func observe(_ request: ForkRequest) throws(ForkSubjectError) -> Observation {
    try conversation.withLock { (conversation) throws(ForkSubjectError) in
      let reply = try conversation.exchange(request)
      guard case .observation(let observation) = reply else { throw conversation.unexpected("observation") }
      return observation
    }
  }
}

/// What has been said so far.
private struct Conversation {
  private var connection: StdioConnection?
  private var description: ForkSubjectDescription?

  /// Starts the process and asks what it is, unless it runs.
  mutating func begin(_ command: [String], timeout: Duration) throws(ForkSubjectError) -> ForkSubjectDescription {
    if connection != nil, let description { return description }
    connection = try StdioConnection(command: command, timeout: timeout)
    let reply = try exchange(.hello(version: ForkProtocol.version))
    guard case .hello(let description) = reply else { throw unexpected("hello") }
    guard description.version == ForkProtocol.version else {
      throw fail(.version(theirs: description.version, ours: ForkProtocol.version))
    }
    self.description = description
    return description
  }

  mutating func exchange(_ request: ForkRequest) throws(ForkSubjectError) -> ForkReply {
    guard let connection else { throw ForkSubjectError(.notRunning, lastExchange: []) }
    let reply: ForkReply
    do {
      reply = try connection.exchange(request)
    } catch {
      self.connection = nil
      throw error
    }
    if case .failure(let message) = reply { throw fail(.refused(message)) }
    return reply
  }

  mutating func unexpected(_ expected: String) -> ForkSubjectError {
    fail(.nonsense("a reply of the kind “\(expected)” was expected"))
  }

  /// An error with the last exchange; the process is not trusted any further.
  private mutating func fail(_ reason: ForkSubjectError.Reason) -> ForkSubjectError {
    let error = ForkSubjectError(reason, lastExchange: connection?.lastExchange ?? [])
    connection = nil
    return error
  }
}
