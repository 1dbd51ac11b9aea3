import Synchronization

/// Whether somebody wants an exploration to pause: because the time is up, or with Ctrl-C.
final class Pause: Sendable {
  private let end: ContinuousClock.Instant?
  private let hasBegun = Atomic(false)

  /// A pause that begins after so many seconds, or only when it is asked for.
  init(after seconds: Double?) {
    end = seconds.map { .now + .seconds($0) }
  }

  /// Asks for it.
  func begin() { hasBegun.store(true, ordering: .relaxed) }

  /// Whether it is time.
  var isDue: Bool {
    if hasBegun.load(ordering: .relaxed) { return true }
    guard let end, ContinuousClock.now >= end else { return false }
    return true
  }
}
