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
    case .crashed, .exited, .channel, .nonsense: true
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
    case .refused(let message): "the subject refused: \(message)"
    case .version(let theirs, let ours): "the subject speaks version \(theirs) of the protocol, not \(ours)"
    }
  }
}
