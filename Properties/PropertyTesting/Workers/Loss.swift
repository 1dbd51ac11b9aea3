/// How a worker was lost.
package struct Loss: Codable, Hashable, Sendable {
  /// The case of a run that it was working on, if it was.
  package var index: Int?
  /// A crash or a hang, if the case is to blame.
  package var outcome: Outcome
  /// Whether something outside may be to blame instead: a signal that code does not send itself by a mistake, as
  /// `kill` and a machine without memory do, or a process that was stopped until its time was up.
  package var mayComeFromOutside: Bool

  package init(_ outcome: Outcome, at index: Int?, mayComeFromOutside: Bool) {
    self.outcome = outcome
    self.index = index
    self.mayComeFromOutside = mayComeFromOutside
  }

  /// Whether another worker was lost in the same way on the same case.
  func isSame(as other: Loss) -> Bool {
    index == other.index && outcome.isOfSameKind(as: other.outcome)
  }
}

extension Loss: CustomStringConvertible {
  /// What people read.
  package var description: String {
    let place = index.map { "case \($0)" } ?? "no case"
    return switch outcome {
    case .hangs(let reason): "\(place): \(reason)"
    case .crashes(let reason): "\(place): the process of the worker ended: \(reason)"
    case .holds, .discarded, .fails, .breaks: "\(place): the worker was lost"
    }
  }
}
