public import Architecture
import ExactIntegers

/// What may come of a call whose answer does not depend on where things lie.
enum Answer: Hashable {
  /// Any one of these outcomes.
  case oneOf([Observation])
  /// So many bytes, or what else is allowed.
  case count(ClosedRange<Int>, or: Observation?)
  /// Of each descriptor any one of these sets of events, or what else is allowed.
  case events([[Options<PollEvent>]], or: Observation?)
  /// That number or a greater one.
  case atLeast(Integer)
  /// These limits.
  case limits(ResourceLimit)
  /// A limit, the soft one of which is that or more.
  case limit(atLeast: Integer)
  /// Any one of these children.
  case reaped(oneOf: [ProcessName: TerminationStatus])

  /// Done, with nothing to see.
  static let done = Answer.oneOf([.done])

  /// What may come of a call that may just as well fail with some errors.
  static func orFailure(
    _ errors: [ErrorNumber], _ body: () throws(ActionFailure) -> Answer
  ) throws(ActionFailure) -> Answer {
    do {
      let answer = try body()
      guard case .oneOf(let outcomes) = answer else { return answer }
      return .oneOf(outcomes + errors.map { .failed($0) })
    } catch .failed(let error) {
      throw errors.isEmpty ? .failed(error) : .failedOneOf([error] + errors)
    } catch .wouldBlock {
      if errors.isEmpty { throw .wouldBlock }
      return .oneOf([.wouldBlock] + errors.map { .failed($0) })
    }
  }

  /// What the single address space answers, which gives of everything the least that is allowed: whoever relies upon
  /// more will find out.
  var least: Observation {
    switch self {
    case .oneOf(let outcomes): Self.least(of: outcomes)
    case .count(let counts, let other): other ?? .count(bytes: UInt32(clamping: counts.lowerBound))
    case .events(let events, _): .events(happened: events.map { Self.least(of: $0) })
    case .atLeast(let number): .value(number.word)
    case .limits(let limit): .limits(soft: limit.soft.word, hard: limit.hard.word)
    case .limit: .limits(soft: ResourceLimit.infinity.word, hard: ResourceLimit.infinity.word)
    case .reaped(let zombies):
      Self.least(of: zombies.sorted { $0.key < $1.key }.map { .reaped($0.key, $0.value) })
    }
  }

  /// The first of what is allowed, which is the least; something always is.
  private static func least<Allowed>(of allowed: [Allowed]) -> Allowed {
    guard let least = allowed.first else { impossible("Answer.least", "an answer allows nothing") }
    return least
  }
}

/// Why an action is not done.
enum ActionFailure: Error, Hashable {
  /// Memory refuses the access, which ends the process.
  case refused(AccessRefusal)
  /// The call fails.
  case failed(ErrorNumber)
  /// The call fails in one of these ways, of which there is one at least.
  case failedOneOf([ErrorNumber])
  /// The call writes to a pipe that nobody can read any more.
  case brokenPipe
  /// The call would have to wait.
  case wouldBlock
  /// There is no such process to act, or the name of the child is in use.
  case skipped
}

/// What an action gives where it does not fail, and nil where it does: for rules in which a failure is one of the
/// cases.
func unlessItFails<Result>(_ body: () throws(ActionFailure) -> Result) -> Result? {
  do { return try body() } catch { return nil }
}

/// Whether a call that makes a process or starts an image must succeed, must fail, or may do either.
public struct ForkPossibilities: Hashable, Sendable {
  /// Whether it may succeed.
  public let maySucceed: Bool
  /// The errors with which it may fail; one at least, if it may not succeed.
  public let errors: Set<ErrorNumber>

  /// There is room for another process, and memory.
  public static let mustSucceed = ForkPossibilities(maySucceed: true, errors: [])
  /// There may be a region and memory.
  public static let mayFail = mayFail(.noMemory)
  /// There is no region, or not enough memory.
  public static let mustFail = mustFail(.noMemory)

  static func mayFail(_ error: ErrorNumber) -> Self { Self(maySucceed: true, errors: [error]) }

  static func mustFail(_ error: ErrorNumber) -> Self { Self(maySucceed: false, errors: [error]) }

  /// What may come of a call when it needs both one thing and another.
  func and(_ other: Self) -> Self {
    Self(maySucceed: maySucceed && other.maySucceed, errors: errors.union(other.errors))
  }

  /// Throws an error if the call must fail.
  func check() throws(ActionFailure) {
    if !maySucceed { throw .failedOneOf(errors.sorted { $0.rawValue < $1.rawValue }) }
  }
}

extension ProcessSystem {
  /// Whether a fork or a spawn succeeds that costs so many frames.
  ///
  /// Rule ``posix.fork.failure``: fork and spawn fail with ENOMEM, and change nothing, when every region belongs to a
  /// process that runs, or when the frames for the child can't be reserved: for fork what its parent is charged, for
  /// spawn what the image costs.
  ///
  /// Rule ``posix.fork.overcommit``: Where the world allows to overcommit, a call may succeed though there are not as
  /// many frames as it asks for.
  func forkPossibilities(costing frames: Int, by name: ProcessName) -> ForkPossibilities {
    let memory: ForkPossibilities = canReserve(frames) ? .mustSucceed : world.overcommits ? .mayFail : .mustFail
    return memory.and(regionPossibilities).and(limitOfFork(by: name))
  }

  /// Whether a region can be had.
  ///
  /// Rule ``posix.fork.regionPressure``: fork and spawn may fail with ENOMEM when only regions are left that were used
  /// before: a kernel need not find out at once that no relative depends on them any more.
  var regionPossibilities: ForkPossibilities {
    let owners = processes.values.count { $0.runs && $0.vforkParent == nil }
    if owners >= world.regions { return .mustFail }
    return regionsTaken >= world.regions ? .mayFail : .mustSucceed
  }
}
