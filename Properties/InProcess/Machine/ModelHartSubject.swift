import Architecture
import MachineModel
public import Subjects
import Translation

/// The Model's harts, as a subject.
public struct ModelHartSubject: HartSubject {
  private var group: HartGroup?
  private var code = CapabilityBits.zero

  /// Makes a subject.
  public init() {}

  /// Starts anew.
  public mutating func start(_ start: HartStart) {
    group = HartGroup(start)
    code = start.programCounter
  }

  /// Lets the next thing happen.
  public mutating func perform(_ step: HartStep) -> HartRecord? {
    group?.perform(step, through: code)
  }
}
