import Architecture
import Emulator

/// The signals of a process: what it does about them, and which wait for a thread that takes them.
struct ProcessSignals: Sendable {
  /// What has been asked for; the standard where nothing has.
  private(set) var actions: [SignalNumber: SignalAction] = [:]
  /// Sent to the process and not taken by a thread yet.
  var pending: SignalSet = []
  /// How often a signal was counted.
  var counts: [SignalNumber: Int] = [:]

  /// What is done about a signal.
  subscript(signal: SignalNumber) -> SignalAction {
    get { actions[signal] ?? SignalAction() }
    set { actions[signal] = newValue }
  }

  /// Whether a signal goes unnoticed.
  func ignores(_ signal: SignalNumber) -> Bool {
    switch self[signal].reaction {
    case .plain(.ignored): true
    case .plain(.standard): signal == .child || signal == .urgent
    case .plain(.counted), .handler: false
    }
  }

  /// Whether children that end leave no zombies behind.
  var reapsAtOnce: Bool { self[.child].reaction == .plain(.ignored) || self[.child].flags.contains(.noZombies) }

  /// Those of a child by `fork`: nothing is pending.
  func forked(by relocation: Relocation<CC128>?) -> ProcessSignals {
    var child = self
    child.pending = []
    guard let relocation else { return child }
    for (signal, action) in actions {
      if case .handler(let handler) = action.reaction {
        child.actions[signal]?.reaction = .handler(relocation.relocate(handler).capability)
      }
    }
    return child
  }

  /// Those of a program that starts: what was ignored stays ignored, everything else is the standard.
  func executed(keepingPending: Bool) -> ProcessSignals {
    var new = ProcessSignals()
    new.actions = actions.filter { $0.value.reaction == .plain(.ignored) }
    if keepingPending { new.pending = pending.subtracting(SignalSet(SignalNumber.allCases.filter(new.ignores))) }
    return new
  }

  /// The capabilities of the handlers.
  var handlers: [SignalNumber: MachineCapability] {
    actions.compactMapValues { if case .handler(let handler) = $0.reaction { handler } else { nil } }
  }
}
