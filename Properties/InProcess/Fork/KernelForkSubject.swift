public import Architecture
import Emulator
import ForkKernel
public import Subjects

/// The kernel on the emulator as a fork subject.
///
/// Pointer register *n* of a program is capability register s(n + 2), so that it survives calls; `t0` and `t1` hold
/// operands for the time of an action. Every memory and pointer operation is an instruction that a hart executes with
/// the process's registers, through the whole path of page faults and capability faults.
public struct KernelForkSubject: ForkSubject {
  private var configuration: KernelConfiguration
  private var world: KernelForkWorld?

  /// Makes a subject at a level of isolation.
  public init(isolation: IsolationLevel = .adversarial) {
    configuration = KernelConfiguration(threadsPerProcess: 256, harts: 2, isolation: isolation)
  }

  /// Boots a kernel for the world and starts process 0 in it.
  public mutating func start(_ world: ForkWorld) throws -> Observation {
    configuration.frames = world.frames
    configuration.regions = world.regions
    configuration.strategy = world.strategy
    configuration.descriptors = world.descriptors
    let started = try KernelForkWorld(configuration, Image(world))
    self.world = started
    return started.observationOfStart
  }

  /// Lets a process act.
  public mutating func perform(_ step: ForkStep) throws -> Observation {
    try started().perform(step)
  }

  /// Lets a process act while the kernel runs short.
  public mutating func perform(_ step: ForkStep, shortAfter count: Int) throws -> ShortStep? {
    try started().perform(step, shortAfter: count)
  }

  func started() throws -> KernelForkWorld {
    guard let world else { throw SubjectError.unavailable("world: start one before performing steps") }
    return world
  }

  /// The whole state: this subject is one of level L1.
  public mutating func inspect() throws -> InspectedState? { world?.inspect() }
}
