public import Architecture

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
