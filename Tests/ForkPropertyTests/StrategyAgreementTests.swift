import Architecture
import Adapters
import PropertySuite
import PropertyTesting
import SystemsUnderTest
import Synchronization
import Testing

/// What strategies may do differently is no difference between them.
struct StrategyAgreementTests {
  /// A kernel that never uses a region again under copy on access, as `posix.fork.regionPressure` permits.
  private struct Forgetful: ForkSubject {
    let refusals: Refusals
    private var kernel = ModelForkSubject()
    private var world: ForkWorld?
    private var regionsTaken = 0

    init(_ refusals: Refusals) { self.refusals = refusals }

    mutating func start(_ world: ForkWorld) -> Observation {
      self.world = world
      regionsTaken = 1
      return kernel.start(world)
    }

    mutating func perform(_ step: ForkStep) -> Observation {
      let before = kernel
      let observation = kernel.perform(step)
      switch step.action {
      case .fork, .spawn:
        guard case .forked = observation, let world else { return observation }
        if world.strategy == .copyOnAccess, regionsTaken >= world.regions {
          kernel = before
          refusals.count.withLock { $0 += 1 }
          return .failed(.noMemory)
        }
        regionsTaken += 1
      default: break
      }
      return observation
    }

    func inspect() -> InspectedState? { kernel.inspect() }
  }

  private final class Refusals: Sendable {
    let count = Mutex(0)
  }

  @Test func `Strategies may differ where a kernel may refuse a region that was used before`() async {
    let refusals = Refusals()
    let report = await PropertyRunner.run(StrategyAgreement(of: Forgetful(refusals)), cases: 300)
    #expect(report.conclusion == .holds, "\(report)")
    #expect(refusals.count.withLock { $0 } > 0)
  }
}
