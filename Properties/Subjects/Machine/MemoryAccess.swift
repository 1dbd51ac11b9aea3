public import Architecture

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
