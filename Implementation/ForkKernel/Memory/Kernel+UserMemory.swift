import Architecture
public import Emulator

/// How the kernel reads and writes what processes pass by reference: with the authority of the capability passed, and
/// through the page policy of the process, never around it.
extension Kernel {
  /// Checks that a capability permits an access to some bytes from its address, and makes their pages ready for it.
  ///
  /// What is pending for a page is served as if the process itself had touched it. After this, the copy itself cannot
  /// fail.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func prepare(
    _ capability: MachineCapability, byteCount: Int, _ access: PageAccess, for process: ProcessID
  ) throws(ErrorNumber) {
    guard byteCount > 0 else { return }
    guard
      capability.isAuthority(for: UInt64(byteCount))
        && capability.permits(access.permissions.mask)
        || !checksArguments
    else { throw .badAddress }
    let (last, isBeyond) = capability.address.addingReportingOverflow(UInt64(byteCount - 1))
    guard !isBeyond, last < RegionAllocator.addressLimit else { throw .badAddress }
    for page in capability.address >> 12...last >> 12 where !memory.pageTable.walk(page: page).allows(access) {
      guard servePageFault(process, at: page << 12, access) == .served, memory.pageTable.walk(page: page).allows(access)
      else { throw .badAddress }
    }
  }

  /// Reads bytes that a process passed by reference.
  ///
  /// - Throws: ``ErrorNumber/badAddress``.
  mutating func copyIn(
    _ capability: MachineCapability, byteCount: Int, for process: ProcessID
  ) throws(ErrorNumber) -> [UInt8] {
    try prepare(capability, byteCount: byteCount, .load, for: process)
    reach(.argumentsChecked)
    return try fetch(at: capability.address, byteCount: byteCount)
  }

  /// Reads bytes that have been checked.
  mutating func fetch(at address: UInt64, byteCount: Int) throws(ErrorNumber) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    try forEachPiece(at: address, byteCount: byteCount) { kernel, frame, offset, count in
      kernel.machine.memory.append(byteCount: count, frame: frame, offset: offset, to: &bytes)
      kernel.reach(.pieceTransferred)
    }
    return bytes
  }

  /// Writes bytes to where a process asked for them.
  ///
  /// - Throws: ``ErrorNumber/badAddress``, and nothing was written then.
  mutating func copyOut(
    _ bytes: some Collection<UInt8>, to capability: MachineCapability, for process: ProcessID
  ) throws(ErrorNumber) {
    try prepare(capability, byteCount: bytes.count, .store, for: process)
    reach(.argumentsChecked)
    try deposit(bytes, at: capability.address)
  }

  /// Writes bytes to where it has been checked.
  mutating func deposit(_ bytes: some Collection<UInt8>, at address: UInt64) throws(ErrorNumber) {
    var rest = Array(bytes)[...]
    try forEachPiece(at: address, byteCount: bytes.count) { kernel, frame, offset, count in
      let piece = rest.prefix(count)
      kernel.machine.withMemory { $0.store(piece.span, frame: frame, offset: offset) }
      rest = rest.dropFirst(count)
      kernel.reach(.pieceTransferred)
    }
  }

  /// Splits a range of addresses into pieces within frames.
  ///
  /// - Throws: ``ErrorNumber/badAddress`` where nothing is mapped, which cannot be if it has been checked.
  mutating func forEachPiece(
    at address: UInt64, byteCount: Int, _ body: (inout Kernel, _ frame: Int, _ offset: Int, _ count: Int) -> Void
  ) throws(ErrorNumber) {
    var address = address
    var left = byteCount
    while left > 0 {
      let offset = Int(address & 0xFFF)
      let count = min(left, PageGeometry.pageSize - offset)
      let page = address >> UInt64(PageGeometry.pageSizeLog2)
      let entry = memory.pageTable.walk(page: page)
      guard entry.isPresent else { throw .badAddress }
      body(&self, Int(entry.frame), offset, count)
      address &+= UInt64(count)
      left -= count
    }
  }
}

extension MachineCapability {
  /// Whether it is authority over so many bytes from its address; of permissions nothing is said.
  func isAuthority(for byteCount: UInt64) -> Bool {
    tag && isUnsealed && bounds.contain(address: address, size: byteCount)
  }

  /// Whether execution can go on where it points.
  var isCode: Bool { tag && (isSentry || isUnsealed) && permits([Permission.execute].mask) }
}

extension PageAccess {
  /// The permissions that a capability needs for the access.
  var permissions: [Permission] {
    switch self {
    case .load: [.load]
    case .store: [.store]
    case .fetch: [.execute]
    case .loadCapability: [.load, .loadCapability]
    case .storeCapability: [.store, .storeCapability]
    }
  }
}

/// The exchange page: where a host puts what calls take by reference, and finds what they answer there.
///
/// It lies outside of every region, on a frame of its own, so that nothing of a process changes by it. No process is
/// given authority over it.
extension Kernel {
  /// Bytes that the page holds.
  public static let exchangeSize = PageGeometry.pageSize

  /// Authority over the page, with its address at an offset.
  public static func exchange(at offset: Int = 0) -> MachineCapability {
    let base = exchangePage << UInt64(PageGeometry.pageSizeLog2)
    return MachineCapability.root.withAddress(base).withBounds(length: UInt64(exchangeSize)).capability
      .withPermissions(and: Set<Permission>.readWrite.mask).withAddress(base &+ UInt64(truncatingIfNeeded: offset))
  }

  /// Puts bytes onto the page, as far as they fit there.
  ///
  /// - Returns: a capability that points to them.
  @discardableResult
  public mutating func exchange(_ bytes: [UInt8], at offset: Int = 0) -> MachineCapability {
    let offset = min(max(offset, 0), Self.exchangeSize)
    let fitting = Array(bytes.prefix(Self.exchangeSize - offset))
    let frame = exchangeFrame
    machine.withMemory { $0.store(fitting.span, frame: frame, offset: offset) }
    return Self.exchange(at: offset)
  }

  /// Puts a capability onto the page, with its tag, at an offset that is a multiple of 16 and on the page.
  public mutating func exchange(_ capability: MachineCapability, at offset: Int) {
    guard offset >= 0, offset <= Self.exchangeSize - 16 else { return }
    let frame = exchangeFrame
    machine.withMemory { $0.store(capability, frame: frame, granule: offset / 16) }
  }

  /// The bytes of the page from an offset on, as far as it reaches.
  public func exchanged(_ byteCount: Int, at offset: Int = 0) -> [UInt8] {
    let offset = min(max(offset, 0), Self.exchangeSize)
    var bytes: [UInt8] = []
    machine.memory.append(
      byteCount: min(max(byteCount, 0), Self.exchangeSize - offset), frame: exchangeFrame, offset: offset, to: &bytes)
    return bytes
  }

  /// Its page number: the one before the kernel's entries.
  static var exchangePage: UInt64 { KernelEntry.page - 1 }

  /// Its frame: the one after all that can be reserved.
  private var exchangeFrame: Int { memory.frames.count }

  /// Maps the page.
  func mapExchangePage() {
    var entry = PageTableEntry(frame: UInt32(exchangeFrame), rights: [.read, .write])
    entry.grantEntitlement()
    memory.pageTable.set(entry, page: Self.exchangePage)
  }
}

/// Integers in the byte order of the machine, as structures in user memory hold them.
extension Array<UInt8> {
  /// Appends an integer, least significant byte first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// The integer at an offset, least significant byte first.
  func littleEndian<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
    (0..<Value.bitWidth / 8).reduce(0) { $0 | Value(truncatingIfNeeded: self[offset + $1]) << (8 * $1) }
  }
}

extension FixedWidthInteger {
  /// The bytes of the integer, least significant first.
  var littleEndianBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: self)
    return bytes
  }
}
