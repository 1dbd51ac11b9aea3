public import Architecture

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
    if !maySucceed { throw .failed(oneOf: errors.sorted { $0.rawValue < $1.rawValue }) }
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
