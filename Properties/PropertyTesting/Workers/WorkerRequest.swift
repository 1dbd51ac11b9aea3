/// What a worker is asked to do.
package enum WorkerRequest: Codable, Sendable {
  /// To check the cases of a range until one goes wrong.
  case check(property: String, seed: UInt64, indices: Range<Int>)
  /// To make the case of the given choices and check it, or only make it.
  case examineChoices(property: String, values: [UInt64], checking: Bool)
  /// To make a case of a run and check it, or only make it.
  case examineCaseOfRun(property: String, seed: UInt64, index: Int, checking: Bool)
  /// To check a saved case, and keep remarks for an explanation.
  case examineCase(property: String, json: String, checking: Bool)
}
