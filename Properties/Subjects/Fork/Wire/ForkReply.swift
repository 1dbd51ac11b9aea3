public import Architecture

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
