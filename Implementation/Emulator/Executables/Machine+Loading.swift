extension Machine {
  /// Makes a bare machine whose memory begins where an executable does, loads it, and brings the hart to its entry
  /// point, otherwise in the reset state.
  ///
  /// - Throws: ``ELFError`` if the executable does not fit into so many bytes, ``PhysicalMemoryError`` if the host
  ///   cannot provide them.
  public static func bare(loading executable: ELFExecutable, byteCount: Int) throws -> Machine {
    let lowest = executable.segments.map(\.address).min() ?? executable.entryPoint
    let machine = try bare(byteCount: byteCount, at: lowest)
    try machine.load(executable)
    return machine
  }

  /// The physical addresses of a bare machine's memory.
  public var physicalAddresses: Range<UInt64> {
    let base = state.pointee.physicalBase
    return base..<base &+ min(UInt64(memory.frameCount) &* 4096, .max &- base)
  }

  /// Loads an executable into a bare machine's memory, and brings a hart to its entry point, in the reset state.
  ///
  /// - Throws: ``ELFError`` if a segment does not fit.
  public func load(_ executable: ELFExecutable, hart: Int = 0) throws(ELFError) {
    let memory = physicalAddresses
    for segment in executable.segments {
      let (end, overflow) = segment.address.addingReportingOverflow(segment.byteCount)
      guard !overflow, segment.address >= memory.lowerBound, end <= memory.upperBound else {
        throw .outsideMemory(address: segment.address, byteCount: segment.byteCount, memory: memory)
      }
      var address = segment.address
      for byte in segment.bytes {
        writePhysical(byte, at: address)
        address &+= 1
      }
      while address < end {
        writePhysical(UInt8(0), at: address)
        address &+= 1
      }
    }
    resetHart(hart)
    writeSpecial(
      .programCounterCapability, MachineCapability.root.withAddress(executable.entryPoint & ~1), hart: hart)
  }

  /// The integer at an aligned physical address of a bare machine's memory; `nil` outside of it.
  public func readPhysical<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at address: UInt64)
    -> Number?
  {
    guard let place = place(of: address, alignment: MemoryLayout<Number>.size) else { return nil }
    return withMemory { $0.load(type, frame: place.frame, offset: place.offset) }
  }

  /// Writes an integer to an aligned physical address of a bare machine's memory; does nothing outside of it.
  public func writePhysical<Number: FixedWidthInteger & BitwiseCopyable>(_ value: Number, at address: UInt64) {
    guard let place = place(of: address, alignment: MemoryLayout<Number>.size) else { return }
    withMemory { $0.store(value, frame: place.frame, offset: place.offset) }
  }

  private func place(of address: UInt64, alignment: Int) -> (frame: Int, offset: Int)? {
    guard physicalAddresses.contains(address), address % UInt64(alignment) == 0 else { return nil }
    let offset = Int(address - state.pointee.physicalBase)
    return (offset / 4096, offset % 4096)
  }
}
