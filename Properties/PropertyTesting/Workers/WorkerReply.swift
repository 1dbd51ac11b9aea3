/// What a worker answers.
package enum WorkerReply: Codable, Sendable {
  /// A range of cases was checked: what was taken down, the seconds it took, and where it stopped early.
  case checked(Statistics, seconds: Double, stop: Stop?)
  /// A case was made, and checked if that was asked for.
  case examined(Examination)
  /// The request can't be served; the reason.
  case refused(String)
  /// The worker ended or was ended before it could answer.
  case lost(Loss)
}
