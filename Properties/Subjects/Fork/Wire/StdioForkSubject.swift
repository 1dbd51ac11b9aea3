import Foundation

/// Somebody's kernel, as a process that answers ``ForkRequest``s on its standard input with ``ForkReply``s on its
/// standard output.
///
/// The process is started when it is first needed, and again after it has failed. What it writes to its standard error
/// goes to ours.
public final class StdioForkSubject: ForkSubject {
  private let command: [String]
  private let timeout: Duration
  private var connection: StdioConnection?
  private var description: ForkSubjectDescription?

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
    if connection != nil, let description { return description }
    let connection = try StdioConnection(command: command, timeout: timeout)
    self.connection = connection
    let reply = try exchange(.hello(version: ForkProtocol.version))
    guard case .hello(let description) = reply else { throw unexpected(reply, "hello") }
    guard description.version == ForkProtocol.version else {
      throw fail(.version(theirs: description.version, ours: ForkProtocol.version))
    }
    self.description = description
    return description
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
    let reply = try exchange(.inspect)
    guard case .state(let state) = reply else { throw unexpected(reply, "state") }
    return state
  }

  private func observe(_ request: ForkRequest) throws(ForkSubjectError) -> Observation {
    let reply = try exchange(request)
    guard case .observation(let observation) = reply else { throw unexpected(reply, "observation") }
    return observation
  }

  private func exchange(_ request: ForkRequest) throws(ForkSubjectError) -> ForkReply {
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

  private func unexpected(_ reply: ForkReply, _ expected: String) -> ForkSubjectError {
    fail(.nonsense("a reply of the kind “\(expected)” was expected"))
  }

  /// An error with the last exchange; the process is not trusted any further.
  private func fail(_ reason: ForkSubjectError.Reason) -> ForkSubjectError {
    let error = ForkSubjectError(reason, lastExchange: connection?.lastExchange ?? [])
    connection = nil
    return error
  }
}
