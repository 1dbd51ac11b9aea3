import Architecture
import CapabilityModel
import ExactIntegers
import ForkModel
import Subjects
import Translation

extension ForkProgram {
  /// The program with what the POSIX view allows of each step.
  ///
  /// It ends before the first step after which processes may go on in different ways, such as a wait for either of two
  /// children.
  func withAllowedOutcomes(named name: String) -> LitmusTest {
    let world = self.world.inModel(.cc128)
    var space = AddressSpace(world)
    var reference = PosixReference(world, regionBase: space.state.processes[.first]?.region.base ?? 0)
    var steps: [LitmusTest.Step] = []
    // Where pages are mapped is a kernel's to choose, and addresses in outcomes would depend on it.
    for step in self.steps where step.action.kind != .map {
      let (action, process, thread) = (step.action, step.process, Int(step.thread))
      let expectations = reference.system.expectations(of: action, by: process, thread: thread)
      guard expectations.count == 1, let outcome = AllowedOutcome(expectations[0], sizeLog2: world.regionSizeLog2)
      else {
        break
      }
      if reference.judge(space.perform(action, by: process, thread: thread), of: action, by: process, thread: thread)
        != nil || reference.possibilities.count > 1
      {
        break
      }
      steps.append(LitmusTest.Step(step, allowed: outcome.asReported))
    }
    return LitmusTest(
      name: name, text: "A random program.", rules: ["guarantee.forkTransparency"], needs: [.bounds], world: self.world,
      steps: steps)
  }
}

extension AllowedOutcome {
  /// The outcome, and how else it may be told: `posix.wait.status` lets a parent see eight bits of an exit status.
  fileprivate var asReported: [AllowedOutcome] {
    guard case .exactly(.reaped(let child, .exited(let status))) = pattern, status & 0xFF != status else {
      return [self]
    }
    return [self, AllowedOutcome(.exactly(.reaped(child, .exited(status & 0xFF))))]
  }

  /// What an expectation allows, if that is one outcome after which all go on alike.
  fileprivate init?(_ expectation: Expectation, sizeLog2: Int) {
    switch expectation {
    case .done: self.init(.exactly(.done))
    case .value(let bytes):
      let (value, known) = bytes.knownBits(sizeLog2: sizeLog2)
      self.init(.value(value, known: known))
    case .register(.pointer(let pointer)):
      // In the POSIX view every region lies at 2^(k+2).
      let offset = pointer.address - .twoTo(sizeLog2 + 2)
      self.init(
        .pointer(
          PointerPattern(
            tag: true, address: Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: offset)),
            metadata: UInt64(truncatingIfNeeded: pointer.metadata))))
    case .register(.bytes): self.init(.pointer(PointerPattern(tag: false)))
    case .fork(.mustSucceed), .vfork(.mustSucceed): self.init(.somewhere(.forked))
    case .reaped(let zombies):
      guard zombies.count == 1, let (child, status) = zombies.first else { return nil }
      self.init(.exactly(.reaped(child, status)))
    case .execute(.mustSucceed): self.init(.somewhere(.executed))
    case .oneOf(let observations):
      guard observations.count == 1, let observation = observations.first else { return nil }
      self.init(.exactly(observation))
    case .count(let counts, nil):
      guard counts.count == 1 else { return nil }
      self.init(.exactly(.count(bytes: UInt32(clamping: counts.lowerBound))))
    case .limits(let limit):
      self.init(
        .exactly(
          .limits(soft: UInt64(truncatingIfNeeded: limit.soft), hard: UInt64(truncatingIfNeeded: limit.hard))))
    case .wouldBlock: self.init(.exactly(.wouldBlock))
    case .failed(let errors):
      guard errors.count == 1, let error = errors.first else { return nil }
      self.init(.exactly(.failed(error)))
    case .killed(let refusal):
      self.init(.exactly(.killed(refusal.fault)))
    case .skipped: self.init(.exactly(.noSuchProcess))
    default: return nil
    }
  }
}

extension [PosixByte] {
  /// The number that the bytes are, and the bits of it that do not depend on where regions lie.
  fileprivate func knownBits(sizeLog2: Int) -> (value: UInt64, known: UInt64) {
    var (value, known) = (UInt64(0), UInt64.max)
    for (position, byte) in zip(stride(from: UInt64(0), to: 64, by: 8), self) {
      value |= UInt64(byte.inRegionAtZero) << position
      known &= ~(UInt64(~byte.determinedBits(sizeLog2: sizeLog2)) << position)
    }
    return (value & known, known)
  }
}

extension PosixByte {
  /// The byte as it is when the region lies at 0; 0 if it is undetermined.
  fileprivate var inRegionAtZero: UInt8 {
    switch self {
    case .data(let value): value
    case .fragment(let image, let index): image.byte(index, regionBase: 0)
    case .undetermined: 0
    }
  }

  /// The bits of the byte that are the same wherever regions of 2^k bytes lie.
  fileprivate func determinedBits(sizeLog2: Int) -> UInt8 {
    switch self {
    case .data: 0xFF
    case .fragment(_, let index) where index >= 8: 0xFF
    case .fragment(_, let index):
      UInt8(truncatingIfNeeded: ((UInt64(1) << UInt64(sizeLog2 + 2)) - 1) >> UInt64(8 * index))
    case .undetermined: 0
    }
  }
}
