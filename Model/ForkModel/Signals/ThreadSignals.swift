public import Architecture

/// The signals that a thread blocks, and those that are pending for it alone.
public struct ThreadSignals: Hashable, Sendable {
  /// What it blocks.
  public private(set) var mask: Set<SignalNumber> = []
  /// The signals that only this thread can take.
  var pending: Set<SignalNumber> = []

  /// Whether a signal can be delivered to the thread. Rule: ``posix.signal.kill``.
  func takes(_ signal: SignalNumber) -> Bool { !mask.contains(signal) }

  /// Changes what the thread blocks.
  mutating func change(_ change: SignalMaskChange, _ signals: Set<SignalNumber>) {
    switch change {
    case .block: mask.formUnion(signals)
    case .unblock: mask.subtract(signals)
    case .set: mask = signals
    }
    mask.remove(.kill)
  }

  /// Rule ``posix.signal.thread``: A new thread blocks what the thread blocks that creates it. Nothing is pending for
  /// it.
  var inherited: ThreadSignals {
    var child = self
    child.pending = []
    return child
  }
}
