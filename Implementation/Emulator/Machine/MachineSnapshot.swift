/// A state of a machine to return to.
///
/// Snapshots are a stack: returning to one invalidates those taken after it.
public struct MachineSnapshot {
  let memory: MemoryMark
  let pageTable: Int?
  let harts: [HartSnapshot]
}

/// What a hart holds, and what it remembers of pages: whoever returns to a snapshot must not find out by what is
/// forgotten.
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
  let translations: [(index: Int, entry: TranslationEntry)]
}

extension Machine {
  /// Names the present state: memory, page table, registers, reservations and translations. Costs a copy of the
  /// registers; from now on the first write to each frame saves it.
  public func snapshot() -> MachineSnapshot {
    // What translations permit to be written without further questions has to be saved now.
    var frames: [Int] = []
    for number in 0..<hartCount {
      state.pointee.prepare(hart(number))
      hart(number).pointee.forEachTranslation { if $1.pointee.allowsStores { frames.append(Int($1.pointee.frame)) } }
    }
    let snapshot = MachineSnapshot(
      memory: withMemory { $0.mark(preparing: frames) }, pageTable: state.pointee.markPageTable(),
      harts: (0..<hartCount).map { hart($0).pointee.snapshot() })
    keepStores()
    return snapshot
  }

  /// Returns to a state, in time proportional to what changed since. Harts added since stay as they are.
  public func restore(_ snapshot: MachineSnapshot) {
    withMemory { $0.restore(to: snapshot.memory) }
    if let mark = snapshot.pageTable { state.pointee.restorePageTable(to: mark) }
    flushTranslations()
    for number in snapshot.harts.indices { hart(number).pointee.restore(snapshot.harts[number]) }
    keepStores()
  }

  /// Lets translations permit what they did before the memory was marked: those frames are ready for writing.
  private func keepStores() {
    let epoch = memory.epoch
    for number in 0..<hartCount { hart(number).pointee.epoch = epoch }
  }

  /// Forgets all snapshots: writing costs nothing extra from now on.
  public func discardSnapshots() {
    withMemory { $0.discardMarks() }
    state.pointee.discardPageTableMarks()
  }
}

extension Hart {
  fileprivate func snapshot() -> HartSnapshot {
    var translations: [(index: Int, entry: TranslationEntry)] = []
    forEachTranslation { translations.append(($0, $1.pointee)) }
    return HartSnapshot(
      registers: Array(UnsafeBufferPointer(start: registers, count: MicroOperation.Slot.count)),
      reservation: reservation, machineCause: machineCause, machineTrapValue: machineTrapValue,
      scratchRegister: scratchRegister, steps: steps, traps: traps, cycleOffset: cycleOffset,
      retiredOffset: retiredOffset, entryTarget: entryTarget, translations: translations)
  }

  fileprivate mutating func restore(_ snapshot: HartSnapshot) {
    snapshot.registers.withUnsafeBufferPointer { saved in
      if let first = saved.baseAddress { registers.update(from: first, count: saved.count) }
    }
    reservation = snapshot.reservation
    machineCause = snapshot.machineCause
    machineTrapValue = snapshot.machineTrapValue
    scratchRegister = snapshot.scratchRegister
    steps = snapshot.steps
    traps = snapshot.traps
    cycleOffset = snapshot.cycleOffset
    retiredOffset = snapshot.retiredOffset
    entryTarget = snapshot.entryTarget
    for (index, entry) in snapshot.translations {
      translations[index] = entry
      noteTranslation(index)
    }
  }
}
