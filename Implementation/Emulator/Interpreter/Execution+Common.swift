import Architecture

/// The common cases of the loop, small enough to be part of it.
extension Execution {
  @inline(__always) func source(_ ip: UnsafeMutablePointer<MicroOperation>) -> UnsafeMutablePointer<RegisterSlot> {
    slot(ip.pointee.first)
  }

  @inline(__always) func destination(_ ip: UnsafeMutablePointer<MicroOperation>) -> UnsafeMutablePointer<RegisterSlot> {
    slot(ip.pointee.destination)
  }

  @inline(__always) func first(_ ip: UnsafeMutablePointer<MicroOperation>) -> UInt64 {
    slot(ip.pointee.first).pointee.address
  }

  @inline(__always) func second(_ ip: UnsafeMutablePointer<MicroOperation>) -> UInt64 {
    slot(ip.pointee.second).pointee.address
  }

  @inline(__always) func immediate(_ ip: UnsafeMutablePointer<MicroOperation>) -> UInt64 { ip.pointee.value }

  @inline(__always) func put(_ ip: UnsafeMutablePointer<MicroOperation>, _ value: UInt64) {
    slot(ip.pointee.destination).pointee.set(integer: value)
  }

  @inline(__always) func signed(_ value: UInt64) -> Int64 { Int64(bitPattern: value) }

  @inline(__always) func unsigned(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) }

  /// The low 32 bits, sign-extended.
  @inline(__always) func extended(_ value: UInt64) -> UInt64 {
    UInt64(truncatingIfNeeded: Int32(truncatingIfNeeded: value))
  }

  // MARK: Jumps

  /// Whether a block lies within the bounds of the program counter capability; may say no near the end of the address
  /// space, where the exact path decides.
  @inline(__always)
  func admits(_ block: UnsafeMutablePointer<Block>, at address: UInt64, _ counter: UnsafeMutablePointer<RegisterSlot>)
    -> Bool
  {
    address >= counter.pointee.base && address &+ UInt64(block.pointee.byteCount) <= counter.pointee.top
  }

  /// Jumps through an unsealed capability or a sealed entry, and links.
  ///
  /// - Returns: the target, or `nil` if the jump has to take the exact path.
  @inline(__always)
  func jumped(
    _ ip: UnsafeMutablePointer<MicroOperation>, linking link: UInt64, _ counter: UnsafeMutablePointer<RegisterSlot>
  ) -> UInt64? {
    let from = source(ip).pointee
    let target = (from.address &+ immediate(ip)) & ~1
    guard target >= from.base, target < from.top, from.top &- target >= 2,
      from.authority & Authority.tagged != 0, from.metadata & Authority.execute != 0
    else { return nil }
    let type = from.metadata & RegisterSlot.objectType
    guard type == 0 || (type == RegisterSlot.sentry && ip.pointee.immediate == 0) else { return nil }
    hart.pointee.entryTarget = type == 0 ? .max : target
    let old = counter.pointee
    destination(ip).pointee = RegisterSlot(
      address: link, metadata: old.metadata | RegisterSlot.sentry, authority: Authority.tagged, base: old.base,
      top: old.top)
    counter.pointee = RegisterSlot(
      address: target, metadata: from.metadata & ~RegisterSlot.objectType,
      authority: from.metadata & Authority.permissions | Authority.unsealed | Authority.tagged, base: from.base,
      top: from.top)
    return target
  }

  /// The block at an address, if this hart remembers it and it lies within the bounds.
  @inline(__always)
  func knownBlock(at address: UInt64, under counter: UnsafeMutablePointer<RegisterSlot>) -> UnsafeMutablePointer<Block>?
  {
    let key = address | counter.pointee.metadata &>> 45 & 1
    let entry = hart.pointee.jumps + JumpEntry.index(of: key)
    guard entry.pointee.key == key, let block = entry.pointee.block, counter.pointee.authority & Authority.execute != 0,
      admits(block, at: address, counter)
    else { return nil }
    return block
  }

  /// Where a block notes its successor; `nil` if it is not kept.
  func linkSlot(of block: UnsafeMutablePointer<Block>, isTaken: Bool) -> UnsafeMutablePointer<
    UnsafeMutablePointer<Block>?
  >? {
    guard block.pointee.key != Block.uncached else { return nil }
    let field = isTaken ? MemoryLayout<Block>.offset(of: \.taken) : MemoryLayout<Block>.offset(of: \.following)
    guard let field else { return nil }
    return (UnsafeMutableRawPointer(block) + field).assumingMemoryBound(to: UnsafeMutablePointer<Block>?.self)
  }

  /// How many instructions, and bytes of them, precede an operation of a block.
  func position(of ip: UnsafeMutablePointer<MicroOperation>, in block: UnsafeMutablePointer<Block>) -> (
    count: Int, byteCount: UInt64
  ) {
    let count = ip - block.operations
    var byteCount: UInt64 = 0
    for index in 0..<count { byteCount &+= UInt64(block.operations[index].length) }
    return (count, byteCount)
  }

  // MARK: Memory

  /// Where a load finds its bytes, if all checks pass on what the hart remembers.
  @inline(__always)
  func readable(_ ip: UnsafeMutablePointer<MicroOperation>, byteCount: UInt64) -> UnsafeMutableRawPointer? {
    let authority = slot(ip.pointee.second)
    let address = first(ip) &+ immediate(ip)
    guard authority.pointee.authority & Authority.load != 0, address >= authority.pointee.base,
      address &+ byteCount <= authority.pointee.top
    else { return nil }
    let entry = translation(of: address)
    guard address & (~0xFFF | (byteCount &- 1)) == entry.pointee.load else { return nil }
    return entry.pointee.data + Int(truncatingIfNeeded: address & 0xFFF)
  }

  /// Where a store puts its bytes, if all checks pass on what the hart remembers; clears the tag of the granule.
  @inline(__always)
  func writable(_ ip: UnsafeMutablePointer<MicroOperation>, byteCount: UInt64) -> UnsafeMutableRawPointer? {
    let authority = destination(ip)
    let address = first(ip) &+ immediate(ip)
    guard authority.pointee.authority & Authority.store != 0, address >= authority.pointee.base,
      address &+ byteCount <= authority.pointee.top
    else { return nil }
    let entry = translation(of: address)
    guard address & (~0xFFF | (byteCount &- 1)) == entry.pointee.store else { return nil }
    let tags = entry.pointee.tags + Int(truncatingIfNeeded: address &>> 10 & 3)
    let bit: UInt64 = 1 &<< (address &>> 4)
    if tags.pointee & bit != 0 { tags.pointee &= ~bit }
    return entry.pointee.data + Int(truncatingIfNeeded: address & 0xFFF)
  }

  /// Loads a capability, if all checks pass on what the hart remembers.
  @inline(__always)
  func loadedCapability(_ ip: UnsafeMutablePointer<MicroOperation>) -> Bool {
    let authority = slot(ip.pointee.second)
    let address = first(ip) &+ immediate(ip)
    let needed = Authority.load | Authority.loadCapability
    guard authority.pointee.authority & needed == needed, address >= authority.pointee.base,
      address &+ 16 <= authority.pointee.top
    else { return false }
    let entry = translation(of: address)
    guard address & (~0xFFF | 15) == entry.pointee.capabilityLoad else { return false }
    let source = entry.pointee.data + Int(truncatingIfNeeded: address & 0xFFF)
    let tags = entry.pointee.tags[Int(truncatingIfNeeded: address &>> 10 & 3)]
    destination(ip).pointee.set(
      metadata: source.load(fromByteOffset: 8, as: UInt64.self), address: source.load(as: UInt64.self),
      tag: tags &>> (address &>> 4) & 1 != 0)
    return true
  }

  /// Stores a capability, if all checks pass on what the hart remembers.
  @inline(__always)
  func storedCapability(_ ip: UnsafeMutablePointer<MicroOperation>) -> Bool {
    let authority = destination(ip)
    let value = slot(ip.pointee.second)
    let address = first(ip) &+ immediate(ip)
    let needed = Authority.store | Authority.storeCapability
    guard authority.pointee.authority & needed == needed, address >= authority.pointee.base,
      address &+ 16 <= authority.pointee.top
    else { return false }
    let tag = value.pointee.authority & Authority.tagged
    guard
      tag == 0 || value.pointee.metadata & Authority.global != 0
        || authority.pointee.authority & Authority.storeLocalCapability != 0
    else { return false }
    let entry = translation(of: address)
    guard address & (~0xFFF | 15) == entry.pointee.capabilityStore else { return false }
    let destination = entry.pointee.data + Int(truncatingIfNeeded: address & 0xFFF)
    destination.storeBytes(of: value.pointee.address, as: UInt64.self)
    destination.storeBytes(of: value.pointee.metadata, toByteOffset: 8, as: UInt64.self)
    let tags = entry.pointee.tags + Int(truncatingIfNeeded: address &>> 10 & 3)
    tags.pointee = tags.pointee & ~(1 &<< (address &>> 4)) | tag &<< (address &>> 4)
    return true
  }

  // MARK: Capabilities

  /// Moves a capability's address. From within the bounds to within the bounds every move is representable, and the
  /// bounds stay.
  @inline(__always)
  func moved(_ ip: UnsafeMutablePointer<MicroOperation>, by increment: UInt64) -> Bool {
    let from = source(ip)
    let old = from.pointee.address
    let new = old &+ increment
    let base = from.pointee.base
    let top = from.pointee.top
    guard from.pointee.authority & Authority.unsealed != 0, old >= base, old <= top, new >= base, new <= top else {
      return false
    }
    let to = destination(ip)
    to.pointee = RegisterSlot(
      address: new, metadata: from.pointee.metadata, authority: from.pointee.authority, base: base, top: top)
    return true
  }

  /// Narrows the bounds of a capability; not at the end of the address space, where the decoded top is not exact.
  @inline(__always)
  func narrowed(_ ip: UnsafeMutablePointer<MicroOperation>, to length: UInt64) -> Bool {
    let from = source(ip)
    guard from.pointee.authority & Authority.unsealed != 0, from.pointee.top != .max else { return false }
    let bounds = CapabilityBounds(base: from.pointee.base, topLow: from.pointee.top, topCarry: 0)
    let result = from.pointee.capability.withBounds(length: length, within: bounds)
    destination(ip).pointee.set(result.capability, bounds: result.bounds)
    return true
  }
}

/// Division as RISC-V defines it: nothing traps. Division by zero gives all ones and the dividend; the one overflow of
/// signed division gives the dividend and 0.
enum Division {
  @inline(__always) static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> UInt64 {
    divisor == 0 ? .max : dividend / divisor
  }

  @inline(__always) static func remainder(_ dividend: UInt64, _ divisor: UInt64) -> UInt64 {
    divisor == 0 ? dividend : dividend % divisor
  }

  @inline(__always) static func quotient(_ dividend: Int64, _ divisor: Int64) -> UInt64 {
    if divisor == 0 { return .max }
    return UInt64(bitPattern: dividend.dividedReportingOverflow(by: divisor).partialValue)
  }

  @inline(__always) static func remainder(_ dividend: Int64, _ divisor: Int64) -> UInt64 {
    if divisor == 0 { return UInt64(bitPattern: dividend) }
    return UInt64(bitPattern: dividend.remainderReportingOverflow(dividingBy: divisor).partialValue)
  }

  /// The upper half of the product of a signed and an unsigned number.
  @inline(__always) static func highProduct(signed first: UInt64, _ second: UInt64) -> UInt64 {
    let high = first.multipliedFullWidth(by: second).high
    return Int64(bitPattern: first) < 0 ? high &- second : high
  }
}
