public import Architecture

/// What one instruction did, as RVFI reports it, with the whole capability where the subject knows it.
public struct TraceRecord: Codable, Hashable, Sendable {
  /// The address of the instruction.
  public var programCounter: UInt64
  /// The address of the next instruction: the trap vector after a trap.
  public var nextProgramCounter: UInt64
  /// Set if the instruction trapped. RVFI says no more than that; in-process subjects tell cause and value.
  public var trap: Bool
  /// Cause and value, where the subject tells them.
  public var trapRecord: TrapRecord?
  /// The number of the register written; 0 if none.
  public var destination: UInt8
  /// The integer value, or the address of the capability, that was written; 0 if none.
  public var destinationValue: UInt64
  /// The whole capability that was written, where the subject tells it.
  public var destinationCapability: CapabilityBits?
  /// The access to memory, if there was one; after an access fault or a page fault, the one that was refused: its
  /// address, with both masks 0.
  public var memory: MemoryAccess?
  /// The registers that the instruction names as its sources, where the subject tells them.
  public var sources: SourceRegisters?

  /// Makes a record from its parts.
  public init(
    programCounter: UInt64, nextProgramCounter: UInt64, trap: Bool, trapRecord: TrapRecord? = nil,
    destination: UInt8 = 0, destinationValue: UInt64 = 0, destinationCapability: CapabilityBits? = nil,
    memory: MemoryAccess? = nil, sources: SourceRegisters? = nil
  ) {
    self.programCounter = programCounter
    self.nextProgramCounter = nextProgramCounter
    self.trap = trap
    self.trapRecord = trapRecord
    self.destination = destination
    self.destinationValue = destinationValue
    self.destinationCapability = destinationCapability
    self.memory = memory
    self.sources = sources
  }

  /// The record without the address of an access that was refused, which RVFI does not demand.
  public var withoutRefusedAccess: TraceRecord {
    var record = self
    if record.memory?.isRefused == true { record.memory = nil }
    return record
  }
}

extension TraceRecord {
  /// The record with what a subject may leave open taken from what is expected: causes of traps, metadata of registers,
  /// and sources, as far as RVFI lets them be told as they are told here.
  public func completed(from expected: TraceRecord) -> TraceRecord {
    var record = self
    if trapRecord == nil { record.trapRecord = expected.trapRecord }
    if destinationCapability == nil { record.destinationCapability = expected.destinationCapability }
    if let told = sources, let actual = expected.sources, !told.mayBeTold(of: actual) { return record }
    record.sources = expected.sources
    return record
  }
}
