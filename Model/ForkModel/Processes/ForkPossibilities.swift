/// Whether a call that needs memory or a region must succeed, must fail, or may do either.
public enum ForkPossibilities: Hashable, Sendable {
  case mustSucceed
  case mayFail
  case mustFail
}

extension ProcessSystem {
  /// Whether a fork or a spawn succeeds that costs so many frames.
  ///
  /// Rule ``posix.fork.failure``: fork and spawn fail with ENOMEM, and change nothing, when every region belongs to a
  /// process that runs, or when the frames for the child can't be promised: for fork what its parent is charged, for
  /// spawn what the image costs.
  func forkPossibilities(costing frames: Int) -> ForkPossibilities {
    canPromise(frames) ? regionPossibilities : .mustFail
  }

  /// Whether a region can be had.
  ///
  /// Rule ``posix.fork.regionPressure``: fork and spawn may fail with ENOMEM when only regions are left that were used
  /// before: a kernel need not find out at once that no relative depends on them any more.
  var regionPossibilities: ForkPossibilities {
    let owners = processes.values.count { $0.runs && $0.lender == nil }
    if owners >= world.regions { return .mustFail }
    return regionsTaken >= world.regions ? .mayFail : .mustSucceed
  }
}
