public import Architecture
import Foundation
import Synchronization

/// Somebody's kernel, as a process that answers ``ForkRequest``s on its standard input with ``ForkReply``s on its
/// standard output.
///
/// The process is started when it is first needed, and again after it has failed. It ends when this one does, however
/// that ends.
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
    conversation.withLock { $0.errors?.forget() }
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

  /// The end of what the subject has written to its standard error since the last world was started, at most 64 KiB. It
  /// can be asked for after the subject has failed, too.
  public var standardError: String { conversation.withLock { $0.errors?.text ?? "" } }

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
  /// What the process writes to its standard error, or the last one wrote.
  private(set) var errors: ErrorOutput?

  /// Starts the process and asks what it is, unless it runs.
  mutating func begin(_ command: [String], timeout: Duration) throws(ForkSubjectError) -> ForkSubjectDescription {
    if connection != nil, let description { return description }
    let connection = try StdioConnection(command: command, timeout: timeout)
    self.connection = connection
    errors = connection.errors
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
      throw ForkSubjectError(error.reason, lastExchange: error.lastExchange, standardError: errors?.text ?? "")
    }
    if case .failure(let message) = reply { throw fail(.refused(message)) }
    return reply
  }

  mutating func unexpected(_ expected: String) -> ForkSubjectError {
    fail(.nonsense("a reply of the kind “\(expected)” was expected"))
  }

  /// An error with the last exchange; the process is not trusted any further.
  private mutating func fail(_ reason: ForkSubjectError.Reason) -> ForkSubjectError {
    let error = ForkSubjectError(
      reason, lastExchange: connection?.lastExchange ?? [], standardError: errors?.text ?? "")
    connection = nil
    return error
  }
}

/// A subject that is asked only for the actions that it performs; the others are unsupported without asking.
public struct SelectiveForkSubject: ForkSubject, Sendable {
  private let subject: StdioForkSubject
  private let only: Set<String>?

  /// Makes a subject of one that says what it performs.
  ///
  /// - Parameter only: the actions to ask for, if not all that it performs.
  public init(_ subject: StdioForkSubject, only: Set<String>? = nil) {
    self.subject = subject
    self.only = only
  }

  /// Starts a world.
  public func start(_ world: ForkWorld) throws -> Observation { try subject.start(world) }

  /// Lets a process perform an action, if the subject does so at all.
  ///
  /// Accesses at the same time are left to subjects that say `meanwhile`; of others they are asked afterwards, which is
  /// one of the two orders that are allowed.
  public func perform(_ step: ForkStep) throws -> Observation {
    let performed = try subject.describe().actions
    let actions = only.map(performed.intersection) ?? performed
    let parts = [step.action] + (step.meanwhile.map { [$0.action] } ?? [])
    guard parts.allSatisfy({ actions.contains($0.kind.rawValue) }) else { return .unsupported }
    guard let meanwhile = step.meanwhile, !actions.contains(Self.meanwhile) else { return try subject.perform(step) }
    let own = try subject.perform(step.alone)
    return .interleaved(step: own, access: try subject.perform(meanwhile.step))
  }

  /// The word by which a subject says that it lets threads act at the preemption points of a step.
  package static let meanwhile = "meanwhile"

  /// The whole state, from subjects of level L1.
  public func inspect() throws -> InspectedState? { try subject.inspect() }
}
