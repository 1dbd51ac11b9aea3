/// What a system call, or a refusal, makes of the processes.
///
/// Whatever processes hold in memory they keep, a new one gets what its parent holds, and one that has ended has
/// nothing. Of registers only those of the process that makes the call matter.
struct ExpectedCall {
  /// What becomes of a process.
  private struct Fate {
    /// The registers of the process that makes the call, and of a new one; the others keep theirs.
    var registers: Int32?
    var rest: Int32 = 0
    /// Whose memory, as it was before, the process has.
    var memory: Int?
  }

  private var fates = InlineArray<3, Fate>(repeating: Fate())
  private let placement: Int32
  private let history: Int32

  /// Learns what a call of process `actor` makes of others from what it has made of one state; `nil` if that can't be
  /// told in these terms.
  init?(from before: ExpectedState, to after: ExpectedState, by actor: Int) {
    (placement, history) = (after.placement, after.history)
    for name in 0..<3 where after.rows[name].rest != 0 {
      let isNew = before.rows[name].rest == 0
      fates[name] = Fate(
        registers: isNew || name == actor ? after.rows[name].registers : nil, rest: after.rows[name].rest,
        memory: after.rows[name].hasMemory ? (isNew ? actor : name) : nil)
    }
    if !state(after: before).isEqual(to: after) { return nil }
  }

  /// The state that the call leads to.
  func state(after before: ExpectedState) -> ExpectedState {
    var after = before
    (after.placement, after.history) = (placement, history)
    for name in 0..<3 {
      let fate = fates[name]
      after.rows[name] = ExpectedState.Row()
      guard fate.rest != 0 else { continue }
      after.rows[name].rest = fate.rest
      after.rows[name].registers = fate.registers ?? before.rows[name].registers
      if let owner = fate.memory { after.rows[name].granules = before.rows[owner].granules }
    }
    return after
  }
}

extension ExpectedState.Row {
  /// Whether there is anything in memory: what runs holds something in every granule.
  fileprivate var hasMemory: Bool { (0..<16).contains { granules[$0] != 0 } }
}
