public import Architecture

/// The wire form of the fork seam: JSON lines, one ``ForkRequest`` and one ``ForkReply`` at a time.
public enum ForkProtocol {
  /// The version that this package speaks. A subject that answers with another one is not spoken to.
  public static let version = 2
}

/// What the checker asks of a subject, one JSON object a line.
public enum ForkRequest: Codable, Hashable, Sendable {
  /// The first request: who are you? Answered by ``ForkReply/hello(_:)``.
  case hello(version: Int)
  /// ``ForkSubject/start(_:)``. Answered by ``ForkReply/observation(_:)``.
  case start(ForkWorld)
  /// ``ForkSubject/perform(_:)``. Answered by ``ForkReply/observation(_:)``.
  case perform(ForkStep)
  /// ``ForkSubject/inspect()``, asked of subjects of level L1 only. Answered by ``ForkReply/state(_:)``.
  case inspect

  enum StartCodingKeys: String, CodingKey { case _0 = "world" }
  enum PerformCodingKeys: String, CodingKey { case _0 = "step" }
}

/// What a subject answers, one JSON object a line.
public enum ForkReply: Codable, Hashable, Sendable {
  case hello(ForkSubjectDescription)
  case observation(Observation)
  case state(InspectedState)
  /// The subject cannot answer, and says why.
  case failure(message: String)

  enum HelloCodingKeys: String, CodingKey { case _0 = "subject" }
  enum ObservationCodingKeys: String, CodingKey { case _0 = "observation" }
  enum StateCodingKeys: String, CodingKey { case _0 = "state" }
}

/// What a fork subject says of itself in the handshake; programs are generated within it.
public struct ForkSubjectDescription: Codable, Hashable, Sendable {
  /// How much the subject shows.
  public enum Level: String, CaseIterable, Codable, Hashable, Sendable {
    /// Observations only.
    case observations = "L0"
    /// The whole state on request.
    case inspection = "L1"
  }

  /// The version of the protocol that the subject speaks.
  public var version: Int
  /// The subject's name, for reports.
  public var name: String
  /// How much it shows.
  public var level: Level
  /// The actions it performs, by their names on the wire (`load`, `storePointer`, `fork`, …).
  public var actions: Set<String>
  /// Whether pointers carry bounds, permissions and seals that are enforced. Without it, programs keep to accesses
  /// that the specification permits.
  public var enforcesBounds: Bool
  /// The fork strategies it has; empty if there is no choice.
  public var strategies: [ForkStrategy]
  /// Bytes in a page.
  public var pageSize: UInt64
  /// Bytes in a granule: what one tag covers, or what a pointer takes in memory.
  public var granuleSize: UInt64
  /// Whether it promises memory that there is not: then programs are judged as in a world that overcommits
  /// (``ForkWorld/overcommits``). It does not where nothing is said.
  public var overcommits: Bool?

  /// Makes a description from its parts.
  public init(
    version: Int = ForkProtocol.version, name: String, level: Level, actions: Set<String>, enforcesBounds: Bool,
    strategies: [ForkStrategy], pageSize: UInt64, granuleSize: UInt64, overcommits: Bool? = nil
  ) {
    self.version = version
    self.name = name
    self.level = level
    self.actions = actions
    self.enforcesBounds = enforcesBounds
    self.strategies = strategies
    self.pageSize = pageSize
    self.granuleSize = granuleSize
    self.overcommits = overcommits
  }
}

extension ForkSubjectDescription {
  /// What a kernel says of itself that does all there is.
  package static func ours(named name: String) -> ForkSubjectDescription {
    ForkSubjectDescription(
      name: name, level: .inspection,
      actions: Set(ForkActionKind.allCases.map(\.rawValue) + [SelectiveForkSubject.meanwhile]), enforcesBounds: true,
      strategies: ForkStrategy.allCases, pageSize: 4096, granuleSize: 16)
  }
}

/// What went wrong with a subject in another process, and the last that was said.
public struct ForkSubjectError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    case notStarted(String)
    case notRunning
    case crashed(signal: Int32)
    case exited(status: Int32)
    case channel(ChannelError)
    case nonsense(String)
    /// Its parts contradict one another, as it says itself.
    case contradiction(String)
    case refused(String)
    case version(theirs: Int, ours: Int)
  }

  /// What went wrong.
  public var reason: Reason
  /// The last request, and the reply if there was one, as they went over the wire.
  public var lastExchange: [String]
  /// The end of what the subject wrote to its standard error.
  public var standardError: String

  /// Makes an error from its parts.
  public init(_ reason: Reason, lastExchange: [String], standardError: String = "") {
    self.reason = reason
    self.lastExchange = lastExchange
    self.standardError = standardError
  }

  /// What people read: the reason, then the last exchange and the last lines of its standard error.
  public var description: String {
    let errors = standardError.split(separator: "\n").suffix(20).map { "standard error: \($0.prefix(1000))" }
    return summary + (exchange + errors).map { "\n  " + $0 }.joined()
  }

  /// The last exchange, one line for each message.
  package var exchange: [String] {
    zip(["last request", "last reply"], lastExchange).map { "\($0): \($1)" }
  }

  /// Whether the subject ran and then did wrong, so that what it was asked may have brought it about.
  package var isFaultOfSubject: Bool {
    switch reason {
    case .crashed, .exited, .channel, .nonsense, .contradiction: true
    case .notStarted, .notRunning, .refused, .version: false
    }
  }

  /// The reason alone, in one line.
  public var summary: String {
    switch reason {
    case .notStarted(let why): "the subject could not be started: \(why)"
    case .notRunning: "the subject does not run: start a world first"
    case .crashed(let signal): "the subject crashed with signal \(signal)"
    case .exited(let status): "the subject ended with status \(status)"
    case .channel(.silent(let seconds)): "the subject stalled: no answer for \(seconds) s"
    case .channel(.flood(let limit)): "the subject floods: more than \(limit) bytes in one line"
    case .channel(let error): "the subject cannot be talked to: \(error)"
    case .nonsense(let what): "the subject answered nonsense: \(what)"
    case .contradiction(let what): "the subject contradicts itself: \(what)"
    case .refused(let message): "the subject refused: \(message)"
    case .version(let theirs, let ours): "the subject speaks version \(theirs) of the protocol, not \(ours)"
    }
  }
}
