import Architecture
import CapabilityModel
import ExactIntegers
package import MachineModel
package import Subjects

extension TraceRecord {
  /// What RVFI reports of a step of the Model.
  package init(_ step: StepRecord) {
    self.init(
      programCounter: UInt64(truncatingIfNeeded: step.programCounter),
      nextProgramCounter: UInt64(truncatingIfNeeded: step.nextProgramCounter), trap: false,
      sources: SourceRegisters(step))
    switch step.outcome {
    case .completed(let effect):
      record(effect)
    case .trapped(let trap):
      self.trap = true
      trapRecord = TrapRecord(cause: trap.cause, value: UInt64(truncatingIfNeeded: trap.value))
      memory = trap.refusedAccess.map { MemoryAccess(address: UInt64(truncatingIfNeeded: $0)) }
    }
  }

  private mutating func record(_ effect: Effect) {
    if let register = effect.register, register.number != 0 {
      let bits = register.value.bits
      destination = register.number
      destinationValue = bits.address
      destinationCapability = bits
    }
    // RVFI reports a store-conditional that found another value as if it had written that value back.
    let write = effect.write?.access ?? (effect.reservation == .ended ? effect.read : nil)
    let read = effect.reservation == .ended ? nil : effect.read
    guard let access = read ?? write else { return }
    var memory = MemoryAccess(address: access.maskAndAddress.address)
    if let read { (memory.readMask, memory.readData) = (read.maskAndAddress.mask, read.data) }
    if let write { (memory.writeMask, memory.writeData) = (write.maskAndAddress.mask, write.data) }
    self.memory = memory
  }
}

extension SourceRegisters {
  /// What RVFI reports of the sources of a step.
  fileprivate init(_ step: StepRecord) {
    func source(_ number: UInt8, _ value: Integer) -> Source {
      number == 0 ? .none : Source(number: number, value: UInt64(truncatingIfNeeded: value))
    }
    guard let instruction = step.instruction, let sources = step.sources else {
      self = .none
      return
    }
    self.init(
      first: source(instruction.firstSource, sources.first), second: source(instruction.secondSource, sources.second))
  }
}

extension Effect.MemoryAccess {
  /// One bit for each byte, and the address of the first. Of a line of tags, RVFI shows the last granule.
  fileprivate var maskAndAddress: (mask: UInt32, address: UInt64) {
    let address = UInt64(truncatingIfNeeded: address)
    return switch value {
    case .data(_, let size): ((1 << UInt32(size)) - 1, address)
    case .capability: (0xFFFF, address)
    case .tags: (0xFFFF, address &+ 48)
    }
  }

  /// The value as words; of a line of tags, the last granule.
  fileprivate var data: CapabilityBits {
    switch value {
    case .data(let number, _):
      CapabilityBits(metadata: 0, address: UInt64(truncatingIfNeeded: number), tag: false)
    case .capability(let capability): capability.bits
    case .tags(_, let last): last.bits
    }
  }
}
