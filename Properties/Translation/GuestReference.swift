package import Subjects

/// What the processes of a script write: everything is inherited by fork, nothing is shared after it.
package struct GuestReference {
  private var handlers = 0
  private var isHandled = false
  private var isTampered = false
  private var isTagged = true
  private var hasArray = false
  private var buffer = "ab"
  private var lines: [String] = []

  /// The lines that the processes of a script write.
  package static func lines(of script: GuestScript) -> [String] {
    var process = GuestReference()
    process.run(script.actions[...])
    return process.lines
  }

  private mutating func run(_ actions: ArraySlice<GuestScript.Action>) {
    for (index, action) in zip(actions.indices, actions) {
      switch action {
      case .report: lines += ["handled \(handlers)", "outside 0", "tagged \(isTagged ? 1 : 0)"]
      case .handle: isHandled = true
      case .raise:
        guard isHandled else { return }
        handlers += 1
        if isTampered { isTagged = false }
      case .tamper: isTampered = true
      case .fork, .forkReserved:
        if action == .forkReserved { lines.append("conditional 1") }
        var child = self
        child.run(actions[(index + 1)...])
        lines = child.lines
        if action == .forkReserved { lines.append("conditional 1") }
      case .array: hasArray = true
      case .change: buffer = "AB"
      case .writeArray: if hasArray { lines.append(buffer) }
      case .writeChanging:
        hasArray = true
        lines.append(buffer)
      }
    }
  }
}
