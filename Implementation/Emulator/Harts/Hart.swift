import Architecture

/// The state of one hardware thread. Plain data behind pointers, so that the interpreter neither copies nor counts
/// references.
struct Hart {
  /// The slots, found by ``MicroOperation/Slot``: 32 general-purpose registers, then the special ones.
  let registers: UnsafeMutablePointer<RegisterSlot>
  /// The translation lookaside buffer, indexed by the low bits of the page number.
  let translations: UnsafeMutablePointer<TranslationEntry>
  /// Blocks by virtual address.
  let jumps: UnsafeMutablePointer<JumpEntry>
  /// Room for one block that is not cached: an injected instruction, the rest of a budget.
  let scratch: UnsafeMutablePointer<Block>

  /// What the last load-reserved instruction reserved.
  var reservation = Reservation.none
  /// Which entries of the translation lookaside buffer may hold something, by their bits.
  var remembered = InlineArray<4, UInt64>(repeating: 0)
  /// Whether any block is found by its virtual address.
  var remembersJumps = false
  /// Which hart this is.
  let identifier: UInt64
  /// The cause and value of the trap being raised.
  var cause: UInt64 = 0
  var value: UInt64 = 0
  /// The control and status registers of bare mode.
  var machineCause: UInt64 = 0
  var machineTrapValue: UInt64 = 0
  var scratchRegister: UInt64 = 0
  /// Instructions executed, trapping ones included.
  var steps: UInt64 = 0
  /// Traps raised.
  var traps: UInt64 = 0
  /// What programs have added to the counters by writing them.
  var cycleOffset: UInt64 = 0
  var retiredOffset: UInt64 = 0
  /// Where the jump under way leads.
  var target: UInt64 = 0
  /// The target of the last jump through a sealed entry: the only address at which a kernel entry may be reached.
  var entryTarget: UInt64 = .max
  /// While an instruction takes the exact path: the address of its block and of the first byte after it.
  var blockStart: UInt64 = 0
  var blockEnd: UInt64 = 0
  /// While an instruction takes the exact path: instructions of the budget that are not used up, the block under way
  /// counted as used.
  var unused: Int = 0

  /// The budget of the run under way, in instructions.
  var budget: Int = 0
  /// Why the last run ended.
  var stop = Stop.budgetExhausted

  /// The epoch of the memory in which stores were last remembered.
  var epoch: UInt32 = 0

  /// Why a run ended.
  enum Stop: UInt8 {
    case budgetExhausted, trap, kernelEntry
  }

  /// Makes a hart whose registers are all null.
  init(identifier: UInt64) {
    self.identifier = identifier
    registers = .allocate(capacity: MicroOperation.Slot.count)
    registers.initialize(repeating: .null, count: MicroOperation.Slot.count)
    translations = .allocate(capacity: TranslationEntry.count)
    jumps = .allocate(capacity: JumpEntry.count)
    scratch = UnsafeMutableRawPointer.allocate(
      byteCount: Block.byteCount(operations: Block.capacity + 2), alignment: 64
    ).bindMemory(to: Block.self, capacity: 1)
    let nowhere = UnsafeMutableRawPointer(registers)
    translations.initialize(
      repeating: TranslationEntry(
        load: TranslationEntry.none, store: TranslationEntry.none, capabilityLoad: TranslationEntry.none,
        capabilityStore: TranslationEntry.none, data: nowhere, tags: nowhere.assumingMemoryBound(to: UInt64.self),
        frame: 0),
      count: TranslationEntry.count)
    jumps.initialize(repeating: JumpEntry(key: JumpEntry.none, block: nil), count: JumpEntry.count)
  }

  /// Gives the memory back; the hart must not be used afterwards.
  func deallocate() {
    registers.deallocate()
    translations.deallocate()
    jumps.deallocate()
    UnsafeMutableRawPointer(scratch).deallocate()
  }

  /// A special capability register.
  subscript(special: SpecialRegister) -> RegisterSlot {
    get { registers[32 + Int(special.rawValue)] }
    nonmutating set { registers[32 + Int(special.rawValue)] = newValue }
  }

  /// Forgets where addresses lead.
  mutating func forgetJumps() {
    guard remembersJumps else { return }
    remembersJumps = false
    jumps.update(repeating: JumpEntry(key: JumpEntry.none, block: nil), count: JumpEntry.count)
  }

  /// Forgets all translations.
  mutating func forgetTranslations() {
    forEachTranslation { $1.pointee.invalidate() }
    remembered = InlineArray(repeating: 0)
  }
}

extension Hart {
  /// Goes through the entries of the translation lookaside buffer that may hold something.
  @inline(__always)
  func forEachTranslation(_ body: (_ index: Int, UnsafeMutablePointer<TranslationEntry>) -> Void) {
    for word in 0..<4 {
      var bits = remembered[word]
      while bits != 0 {
        let index = 64 &* word &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        body(index, translations + index)
      }
    }
  }

  /// Notes that an entry of the translation lookaside buffer holds something from now on.
  @inline(__always)
  mutating func noteTranslation(_ index: Int) {
    remembered[index &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: index & 63)
  }

  /// Makes the next store to each page take the exact path.
  func forgetStores() {
    forEachTranslation { $1.pointee.invalidateStores() }
  }

  /// Makes the next store to a frame take the exact path.
  func forgetStores(toFrame frame: Int) {
    forEachTranslation { if $1.pointee.frame == UInt64(frame) { $1.pointee.invalidateStores() } }
  }

  /// Forgets what is remembered of the page of an address.
  func forgetTranslation(of address: UInt64) {
    let page = address & ~0xFFF
    let entry = translations + Int(truncatingIfNeeded: address &>> 12 & UInt64(TranslationEntry.count - 1))
    if entry.pointee.shows(page) { entry.pointee.invalidate() }
  }
}

extension Hart {
  /// Forgets reservation, counters and trap registers.
  mutating func clearCounters() {
    reservation = .none
    machineCause = 0
    machineTrapValue = 0
    scratchRegister = 0
    steps = 0
    traps = 0
    cycleOffset = 0
    retiredOffset = 0
    entryTarget = .max
  }
}

/// The block at an address, remembered by a hart so that a jump to another page seldom asks the page table.
struct JumpEntry {
  /// The virtual address, with the encoding mode in bit 0; ``none`` if nothing is remembered.
  var key: UInt64
  /// The block that lies there.
  var block: UnsafeMutablePointer<Block>?

  /// Equals no key.
  static var none: UInt64 { .max - 1 }

  /// How many entries a hart has.
  static var count: Int { 1024 }

  /// Where a key is remembered.
  @inline(__always)
  static func index(of key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> 1 & UInt64(count - 1)) }
}

/// What a load-reserved instruction reserved.
///
/// A store-conditional to the same address succeeds if all its bytes are reserved and memory still holds there what it
/// held: one that is wider than the load-reserved fails, a narrower one may succeed. A store by another hart to the
/// physical bytes ends the reservation, whatever it stores; so does a trap.
struct Reservation {
  /// The virtual address.
  var address: UInt64
  /// The first byte in physical memory.
  var physicalAddress: UInt64
  /// How many bytes; 0 if nothing is reserved.
  var byteCount: UInt64
  /// What memory held; an integer is the address of a null capability, zero-extended.
  var value: MachineCapability

  /// No reservation.
  static var none: Self { Self(address: .max, physicalAddress: .max, byteCount: 0, value: .null) }

  /// Whether something is reserved.
  var isValid: Bool { byteCount != 0 }

  /// Whether so many bytes from a virtual address on are reserved, and the reservation begins with them.
  func covers(_ address: UInt64, _ count: UInt64) -> Bool { self.address == address && count <= byteCount }

  /// Whether the given physical bytes touch what is reserved.
  func overlaps(_ address: UInt64, _ count: UInt64) -> Bool {
    isValid && address < physicalAddress &+ byteCount && physicalAddress < address &+ count
  }
}
