public import Architecture
import CapabilityModel
package import ForkModel
public import SystemsUnderTest
import ModelAdapters

/// The Model's own single address space as a subject: what a kernel must be able to do.
///
/// It lets properties be tried before there is a kernel, and shows what an implementation looks like from outside.
public struct ModelForkSubject: ForkSubject {
  private let format: Format
  /// The address space, once a world has started.
  package var space: AddressSpace?

  /// Makes a subject whose pointers have the given format.
  public init(format: FormatName = .cc128) {
    self.format = .named(format)
  }

  /// Starts the first process of a world.
  public mutating func start(_ world: ForkWorld) -> Observation {
    let space = AddressSpace(world.inModel(format))
    self.space = space
    let region = space.state.processes[.first]?.region
    return .started(
      regionBase: UInt64(truncatingIfNeeded: region?.base ?? 0), regionSize: 1 << UInt64(world.regionSizeLog2))
  }

  /// Performs a step; without a world there is no process to perform it.
  public mutating func perform(_ step: ForkStep) -> Observation {
    if let meanwhile = step.meanwhile {
      let own = perform(step.alone)
      return .interleaved(step: own, access: perform(meanwhile.step))
    }
    return space?.perform(step.action, by: step.process, thread: Int(step.thread)) ?? .noSuchProcess
  }

  /// The whole state.
  public func inspect() -> InspectedState? {
    (space?.state).map { InspectedState($0) }
  }
}
