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

/// Why an instruction trapped.
public struct TrapRecord: Codable, Hashable, Sendable {
  /// The value of `mcause`.
  public var cause: ExceptionCause
  /// The value of `mtval`.
  public var value: UInt64

  /// Makes a record of a trap.
  public init(cause: ExceptionCause, value: UInt64) {
    self.cause = cause
    self.value = value
  }
}

/// One access to memory by an instruction, or one that an access fault or a page fault refused.
///
/// Data are given as the words of a capability: an integer is its zero-extended value in the address word, with the
/// metadata word 0 and no tag.
public struct MemoryAccess: Codable, Hashable, Sendable {
  /// The address of the first byte.
  public var address: UInt64
  /// One bit for each byte read, from the lowest address; 0 if nothing was read.
  public var readMask: UInt32
  /// What was read; all zero if nothing was.
  public var readData: CapabilityBits
  /// One bit for each byte written, from the lowest address; 0 if nothing was written.
  public var writeMask: UInt32
  /// What was written; all zero if nothing was.
  public var writeData: CapabilityBits

  /// Whether no byte was read or written, because the access was refused.
  public var isRefused: Bool { readMask | writeMask == 0 }

  /// The access as far as its lowest eight bytes, without metadata and tag.
  public var lowestBytes: MemoryAccess {
    var access = self
    access.readMask &= 0xFF
    access.writeMask &= 0xFF
    access.readData = CapabilityBits(metadata: 0, address: readData.address, tag: false)
    access.writeData = CapabilityBits(metadata: 0, address: writeData.address, tag: false)
    return access
  }

  /// Makes a record of an access from its parts.
  public init(
    address: UInt64, readMask: UInt32 = 0, readData: CapabilityBits = .zero, writeMask: UInt32 = 0,
    writeData: CapabilityBits = .zero
  ) {
    self.address = address
    self.readMask = readMask
    self.readData = readData
    self.writeMask = writeMask
    self.writeData = writeData
  }
}
