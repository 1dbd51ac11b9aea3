import Architecture

extension Execution {
  /// Reads an integer of 1, 2, 4 or 8 bytes at any alignment, on the exact path.
  ///
  /// - Returns: the value, or `nil` if a trap has been raised.
  func read(_ address: UInt64, byteCount: UInt64) -> UInt64? {
    let inFirst = min(byteCount, 4096 &- (address & 0xFFF))
    guard let first = pageToLoad(address) else { return nil }
    var value: UInt64 = 0
    copy(byteCount: inFirst, of: first, at: address, into: &value, shift: 0)
    if inFirst < byteCount {
      guard let second = pageToLoad(address &+ inFirst, of: address) else { return nil }
      copy(byteCount: byteCount &- inFirst, of: second, at: address &+ inFirst, into: &value, shift: inFirst)
    }
    return value
  }

  /// Reads an integer that lies within one page.
  func readBytes(_ address: UInt64, of page: PageTableEntry, byteCount: UInt64) -> UInt64 {
    var value: UInt64 = 0
    copy(byteCount: byteCount, of: page, at: address, into: &value, shift: 0)
    return value
  }

  private func copy(
    byteCount: UInt64, of page: PageTableEntry, at address: UInt64, into value: inout UInt64, shift: UInt64
  ) {
    let source = machine.pointee.memory.pointee.data(ofFrame: Int(page.frame)) + Int(address & 0xFFF)
    for index in 0..<Int(byteCount) {
      let byte = source.load(fromByteOffset: index, as: UInt8.self)
      value |= UInt64(byte) &<< (8 &* (shift &+ UInt64(index)))
    }
  }

  /// Writes an integer of 1, 2, 4 or 8 bytes at any alignment, on the exact path; clears the tags of the granules it
  /// touches.
  func write(_ value: UInt64, to address: UInt64, byteCount: UInt64) -> Flow {
    let inFirst = min(byteCount, 4096 &- (address & 0xFFF))
    guard let first = pageToStore(address) else { return .trap }
    guard inFirst < byteCount else {
      return write(value, byteCount: byteCount, to: first, at: address)
    }
    guard let second = pageToStore(address &+ inFirst, of: address) else { return .trap }
    let flow = write(value, byteCount: inFirst, to: first, at: address)
    let rest = write(
      value &>> (8 &* inFirst), byteCount: byteCount &- inFirst, to: second, at: address &+ inFirst)
    return flow == .next ? rest : flow
  }

  private func write(_ value: UInt64, byteCount: UInt64, to page: PageTableEntry, at address: UInt64) -> Flow {
    let frame = Int(page.frame)
    let offset = Int(address & 0xFFF)
    let destination = machine.pointee.memory.pointee.data(ofFrame: frame) + offset
    for index in 0..<Int(byteCount) {
      destination.storeBytes(
        of: UInt8(truncatingIfNeeded: value &>> UInt64(8 &* index)), toByteOffset: index, as: UInt8.self)
    }
    let tags = machine.pointee.memory.pointee.tags(ofFrame: frame)
    for granule in offset / 16...(offset + Int(byteCount) - 1) / 16 {
      tags[granule / 64] &= ~(1 &<< UInt64(granule % 64))
    }
    return didWrite(frame: frame, offset: offset, byteCount: Int(byteCount))
  }

  /// Reads the granule at an aligned address of a page that may be loaded from.
  func readGranule(_ address: UInt64, of page: PageTableEntry) -> MachineCapability {
    let offset = Int(address & 0xFFF)
    let source = machine.pointee.memory.pointee.data(ofFrame: Int(page.frame)) + offset
    let tags = machine.pointee.memory.pointee.tags(ofFrame: Int(page.frame))
    return MachineCapability(
      metadata: source.load(fromByteOffset: 8, as: UInt64.self), address: source.load(as: UInt64.self),
      tag: tags[offset / 1024] &>> UInt64(offset / 16) & 1 != 0)
  }

  /// Writes the granule at an aligned address of a page that may be stored to.
  func writeGranule(_ value: MachineCapability, to address: UInt64, of page: PageTableEntry) -> Flow {
    let frame = Int(page.frame)
    let offset = Int(address & 0xFFF)
    let destination = machine.pointee.memory.pointee.data(ofFrame: frame) + offset
    destination.storeBytes(of: value.address, as: UInt64.self)
    destination.storeBytes(of: value.metadata, toByteOffset: 8, as: UInt64.self)
    let tags = machine.pointee.memory.pointee.tags(ofFrame: frame) + offset / 1024
    let bit: UInt64 = 1 &<< UInt64(offset / 16)
    tags.pointee = value.tag ? tags.pointee | bit : tags.pointee & ~bit
    return didWrite(frame: frame, offset: offset, byteCount: 16)
  }

  /// What a store means for others: reservations of other harts end, and translated code is forgotten.
  private func didWrite(frame: Int, offset: Int, byteCount: Int) -> Flow {
    machine.pointee.cancelReservations(
      at: UInt64(frame) << 12 | UInt64(offset), byteCount: UInt64(byteCount), but: hart)
    guard machine.pointee.blocks.holdsCode(frame: frame, offset: offset, byteCount: byteCount) else { return .next }
    machine.pointee.forgetBlocks()
    return .leave
  }
}
