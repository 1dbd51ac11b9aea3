import Architecture
public import CapabilityModel
public import ExactIntegers

/// Several harts that share one memory and one page table, and take turns.
public struct HartGroup: Sendable {
  /// What a step did.
  public struct Record: Hashable, Sendable {
    /// The step.
    public var step: StepRecord
    /// What becomes of the next fetch, if it is from a page of kernel entries.
    public var arrival: Arrival?
  }

  /// How a hart comes to a page of kernel entries.
  public enum Arrival: Hashable, Sendable {
    /// It enters the kernel.
    case kernel
    /// Its fetch faults.
    case fault
  }

  /// The harts, all with the same memory and page table.
  public private(set) var harts: [MachineState]
  /// Where in physical memory each has a reservation.
  private var reserved: [PhysicalPlace?]

  /// Makes a number of harts that all start in the same state.
  public init(count: Int, startingAs state: MachineState) {
    harts = Array(repeating: state, count: count)
    reserved = Array(repeating: nil, count: count)
  }

  /// Rule ``machine.harts.memory``: All harts have one memory and one page table. What a hart stores, and what the
  /// kernel changes in the table and tells the harts, holds for the next instruction of each of them.
  ///
  /// - Parameters:
  ///   - word: the instruction.
  ///   - code: what it is fetched through, as if the hart had jumped there before.
  ///   - hart: whose instruction it is.
  ///   - isTaken: as for a step of one hart.
  public mutating func step(
    injecting word: UInt32, through code: Capability, on hart: Int,
    choosing isTaken: (StepRecord) -> Bool = { _ in true }
  ) -> Record {
    var state = harts[hart]
    state.programCounterCapability = code
    let before = state
    let step = state.step(injecting: word, choosing: isTaken)
    harts[hart] = state
    for other in harts.indices { harts[other].memory = state.memory }
    if case .completed(let effect) = step.outcome {
      reserved[hart] = effect.reservation == .kept ? reserved[hart] : effect.reservedPlace(in: state)
      if let write = effect.write { endReservations(of: write.place, except: hart) }
    }
    let arrival = state.arrival(after: step, from: before)
    if arrival == .fault { endReservation(of: hart) }
    return Record(step: step, arrival: arrival)
  }

  /// Changes what the page table says of the page of an address, and tells all harts.
  public mutating func setPage(_ page: Page?, at address: Integer) {
    for hart in harts.indices { harts[hart].pageTable?[address] = page }
  }

  /// Rule ``machine.harts.reservation``: A store ends the reservations that other harts have of any of its bytes in
  /// physical memory, even if it stores what was there.
  private mutating func endReservations(of place: PhysicalPlace, except storing: Int) {
    for hart in harts.indices where hart != storing && reserved[hart]?.overlaps(place) == true {
      endReservation(of: hart)
    }
  }

  private mutating func endReservation(of hart: Int) {
    reserved[hart] = nil
    harts[hart].reservation = nil
  }
}

extension Effect {
  /// Where in physical memory the reservation lies that a load-reserved made.
  fileprivate func reservedPlace(in state: MachineState) -> PhysicalPlace? {
    guard case .made(let made) = reservation else { return nil }
    do {
      return try state.translate(made.address, size: made.size, for: .load)
    } catch {
      impossible("machine.harts.reservation", "\(made.size) bytes at \(made.address) were reserved, and are no place")
    }
  }
}

extension PhysicalPlace {
  /// Whether two places have a byte in common.
  fileprivate func overlaps(_ other: PhysicalPlace) -> Bool {
    pieces.contains { piece in other.pieces.contains { piece.base < $0.top && $0.base < piece.top } }
  }
}

extension MachineState {
  /// Rule ``machine.jump.kernelEntry``: A hart that jumps through a sealed entry to a page of kernel entries enters the
  /// kernel. If it comes there in any other way, the fetch faults, since such a page holds no instructions.
  fileprivate func arrival(after step: StepRecord, from before: MachineState) -> HartGroup.Arrival? {
    guard case .completed = step.outcome, let instruction = step.instruction,
      page(of: step.nextProgramCounter)?.isKernelEntry == true
    else { return nil }
    let isJumpThrough = instruction.operation == .jalrCAP || instruction.operation == .cjalr
    return isJumpThrough && before.registers[instruction.rs1].isEntry ? .kernel : .fault
  }
}
