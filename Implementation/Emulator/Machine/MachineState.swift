import Architecture

/// What a machine consists of, behind one pointer, so that the interpreter reaches all of it without copies.
struct MachineState: ~Copyable {
  /// The memory.
  let memory: UnsafeMutablePointer<PhysicalMemory>
  /// The page table, in kernel mode; `nil` in bare mode, where addresses are physical.
  private let pageTable: Unmanaged<PageTable>?
  /// Translated code.
  var blocks: BlockCache
  /// The harts.
  private(set) var harts = UnsafeMutableBufferPointer<UnsafeMutablePointer<Hart>>(start: nil, count: 0)
  /// The code generation of the memory that the translated code is from.
  private var codeGeneration: UInt64 = 0

  /// Where the memory begins in bare mode; a multiple of the page size.
  let physicalBase: UInt64

  /// Whether addresses are physical and traps go to the trap vector.
  var isBare: Bool { pageTable == nil }

  init(
    memory: consuming PhysicalMemory, pageTable: PageTable?, physicalBase: UInt64 = 0
  ) {
    self.physicalBase = physicalBase
    blocks = BlockCache(frameCount: memory.frameCount)
    self.memory = .allocate(capacity: 1)
    self.memory.initialize(to: memory)
    self.pageTable = pageTable.map(Unmanaged.passRetained)
  }

  deinit {
    for hart in harts {
      hart.pointee.deallocate()
      hart.deallocate()
    }
    harts.deallocate()
    memory.deinitialize(count: 1)
    memory.deallocate()
    pageTable?.release()
  }

  /// What the page table says about an address; in bare mode, every page of the memory allows everything.
  func page(of address: UInt64) -> PageTableEntry {
    if let pageTable { return pageTable._withUnsafeGuaranteedRef { $0.walk(page: address &>> 12) } }
    // The loop adds sizes to addresses; on the last page that would wrap around, so there is none.
    guard address &>> 12 != .max &>> 12 else { return .absent }
    let offset = address &- physicalBase
    guard offset &>> 12 < UInt64(memory.pointee.frameCount) else { return .absent }
    var page = PageTableEntry(frame: UInt32(truncatingIfNeeded: offset &>> 12))
    page.isReadable = true
    page.isWritable = true
    page.isExecutable = true
    page.loadPolicy = .allow
    page.storePolicy = .allow
    return page
  }

  /// Whether a hart has just jumped through a sealed entry to a page of kernel entries.
  func isAtOpenEntry(_ hart: UnsafeMutablePointer<Hart>) -> Bool {
    let address = hart.pointee[.programCounterCapability].address
    return hart.pointee.entryTarget == address && page(of: address).isKernelEntry
  }

  // MARK: Marks of the page table

  /// Marks the page table, if there is one.
  func markPageTable() -> Int? { pageTable?._withUnsafeGuaranteedRef { $0.mark() } }

  /// Returns to a mark of the page table.
  func restorePageTable(to mark: Int) { pageTable?._withUnsafeGuaranteedRef { $0.restore(to: mark) } }

  /// Forgets the marks of the page table.
  func discardPageTableMarks() { pageTable?._withUnsafeGuaranteedRef { $0.discardMarks() } }

  // MARK: Harts

  /// Adds a hart.
  ///
  /// - Returns: its number.
  mutating func addHart() -> Int {
    let hart = UnsafeMutablePointer<Hart>.allocate(capacity: 1)
    hart.initialize(to: Hart(identifier: UInt64(harts.count)))
    let more = UnsafeMutableBufferPointer<UnsafeMutablePointer<Hart>>.allocate(capacity: harts.count + 1)
    _ = more.initialize(from: harts)
    more.initializeElement(at: harts.count, to: hart)
    harts.deallocate()
    harts = more
    return more.count - 1
  }

  /// Makes a hart ready to run: whatever was written behind its back is no longer remembered.
  mutating func prepare(_ hart: UnsafeMutablePointer<Hart>) {
    if codeGeneration != memory.pointee.codeGeneration {
      codeGeneration = memory.pointee.codeGeneration
      forgetBlocks()
    }
    if hart.pointee.epoch != memory.pointee.epoch {
      hart.pointee.epoch = memory.pointee.epoch
      hart.pointee.forgetStores()
    }
  }

  // MARK: What stores mean for others

  /// Whether stores to a frame have to take the exact path: because code was translated from it, or because another
  /// hart has reserved something in it.
  func watchesStores(toFrame frame: Int, by hart: UnsafeMutablePointer<Hart>) -> Bool {
    if blocks.holdsCode(frame: frame) { return true }
    for other in harts where other != hart && other.pointee.reservation.isValid {
      if other.pointee.reservation.physicalAddress >> 12 == UInt64(frame) { return true }
    }
    return false
  }

  /// Makes the other harts' stores to a frame take the exact path.
  func didReserve(frame: Int, by hart: UnsafeMutablePointer<Hart>) {
    for other in harts where other != hart { other.pointee.forgetStores(toFrame: frame) }
  }

  /// Ends the reservations of other harts that a store touches.
  func cancelReservations(at physicalAddress: UInt64, byteCount: UInt64, but hart: UnsafeMutablePointer<Hart>) {
    for other in harts where other != hart && other.pointee.reservation.overlaps(physicalAddress, byteCount) {
      other.pointee.reservation = .none
    }
  }

  /// Adds a block of translated code.
  mutating func addBlock(
    key: UInt64, _ operations: UnsafePointer<MicroOperation>, operationCount: Int, count: Int, byteCount: Int
  ) -> UnsafeMutablePointer<Block> {
    if !blocks.hasRoom(forOperations: operationCount) { forgetBlocks() }
    let added = blocks.insert(
      key: key, operations: operations, operationCount: operationCount, count: count, byteCount: byteCount)
    if added.isFirstOfFrame {
      memory.pointee.markCode(frame: Int(key >> 12))
      for hart in harts { hart.pointee.forgetStores(toFrame: Int(key >> 12)) }
    }
    return added.block
  }

  /// Forgets all translated code.
  mutating func forgetBlocks() {
    blocks.removeAll()
    for hart in harts { hart.pointee.forgetJumps() }
  }
}
