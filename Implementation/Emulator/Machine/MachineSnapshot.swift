/// A state of a machine to return to.
///
/// Snapshots are a stack: returning to one invalidates those taken after it.
public struct MachineSnapshot {
  let memory: MemoryMark
  let pageTable: Int?
  let harts: [HartSnapshot]
}

/// What a hart holds besides what it merely remembers.
struct HartSnapshot {
  let registers: [RegisterSlot]
  let reservation: Reservation
  let machineCause: UInt64
  let machineTrapValue: UInt64
  let scratchRegister: UInt64
  let steps: UInt64
  let traps: UInt64
  let cycleOffset: UInt64
  let retiredOffset: UInt64
  let entryTarget: UInt64
}

extension Machine {
  /// Names the present state: memory, page table, registers and reservations. Costs a copy of the registers; from now on
  /// the first write to each frame saves it.
  public func snapshot() -> MachineSnapshot {
    MachineSnapshot(
      memory: withMemory { $0.mark() }, pageTable: state.pointee.markPageTable(),
      harts: (0..<hartCount).map { hart($0).pointee.snapshot() })
  }

  /// Returns to a state, in time proportional to what changed since. Harts added since stay as they are.
  public func restore(_ snapshot: MachineSnapshot) {
    withMemory { $0.restore(to: snapshot.memory) }
    if let mark = snapshot.pageTable {
      state.pointee.restorePageTable(to: mark)
      flushTranslations()
    }
    for (number, saved) in snapshot.harts.enumerated() { hart(number).pointee.restore(saved) }
  }

  /// Forgets all snapshots: writing costs nothing extra from now on.
  public func discardSnapshots() {
    withMemory { $0.discardMarks() }
    state.pointee.discardPageTableMarks()
  }
}

extension Hart {
  fileprivate func snapshot() -> HartSnapshot {
    HartSnapshot(
      registers: Array(UnsafeBufferPointer(start: registers, count: MicroOperation.Slot.count)),
      reservation: reservation, machineCause: machineCause, machineTrapValue: machineTrapValue,
      scratchRegister: scratchRegister, steps: steps, traps: traps, cycleOffset: cycleOffset,
      retiredOffset: retiredOffset, entryTarget: entryTarget)
  }

  fileprivate mutating func restore(_ snapshot: HartSnapshot) {
    for (index, register) in snapshot.registers.enumerated() { registers[index] = register }
    reservation = snapshot.reservation
    machineCause = snapshot.machineCause
    machineTrapValue = snapshot.machineTrapValue
    scratchRegister = snapshot.scratchRegister
    steps = snapshot.steps
    traps = snapshot.traps
    cycleOffset = snapshot.cycleOffset
    retiredOffset = snapshot.retiredOffset
    entryTarget = snapshot.entryTarget
  }
}
