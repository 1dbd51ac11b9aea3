/// One access to memory by an instruction.
public struct MemoryAccess: Codable, Hashable, Sendable {
  /// The address of the first byte.
  public var address: UInt64
  /// One bit for each byte read, from the lowest address; 0 if nothing was read.
  public var readMask: UInt32
  /// What was read: a value, or the address word, metadata word and tag of a capability.
  public var readData: [UInt64]
  /// One bit for each byte written, from the lowest address; 0 if nothing was written.
  public var writeMask: UInt32
  /// What was written, laid out like ``readData``.
  public var writeData: [UInt64]

  /// Makes a record of an access from its parts.
  public init(address: UInt64, readMask: UInt32, readData: [UInt64], writeMask: UInt32, writeData: [UInt64]) {
    self.address = address
    self.readMask = readMask
    self.readData = readData
    self.writeMask = writeMask
    self.writeData = writeData
  }
}
