import Architecture

extension Execution {
  /// What the page table says about an address. In bare mode every page of the memory allows everything.
  func page(of address: UInt64) -> PageTableEntry { machine.pointee.page(of: address) }

  /// Where an address's page is remembered.
  @inline(__always) func translation(of address: UInt64) -> UnsafeMutablePointer<TranslationEntry> {
    translations + Int(truncatingIfNeeded: address &>> 12 & UInt64(TranslationEntry.count - 1))
  }

  /// The page of a data load, remembered from now on.
  ///
  /// - Parameters:
  ///   - address: the first byte in that page.
  ///   - start: the first byte of the access, which an access fault tells; a page fault tells the byte that failed.
  /// - Returns: the page, or `nil` if a trap has been raised.
  func pageToLoad(_ address: UInt64, of start: UInt64? = nil) -> PageTableEntry? {
    let page = page(of: address)
    guard page.isReadable else {
      _ = machine.pointee.isBare ? trap(.loadAccessFault, start ?? address) : trap(.loadPageFault, address)
      return nil
    }
    remember(page, of: address, forStores: false)
    return page
  }

  /// The page of a data store, remembered from now on; likewise.
  func pageToStore(_ address: UInt64, of start: UInt64? = nil) -> PageTableEntry? {
    let page = page(of: address)
    guard page.isWritable else {
      _ = machine.pointee.isBare ? trap(.storeAccessFault, start ?? address) : trap(.storePageFault, address)
      return nil
    }
    remember(page, of: address, forStores: true)
    return page
  }

  /// Fills the entry of the translation lookaside buffer with what the page allows without further questions.
  private func remember(_ page: PageTableEntry, of address: UInt64, forStores: Bool) {
    let entry = translation(of: address)
    hart.pointee.noteTranslation(entry - translations)
    let pageAddress = address & ~0xFFF
    let frame = Int(page.frame)
    let knowsStores = entry.pointee.store == pageAddress && entry.pointee.frame == UInt64(frame)
    entry.pointee.data = machine.pointee.memory.pointee.data(ofFrame: frame)
    entry.pointee.tags = machine.pointee.memory.pointee.tags(ofFrame: frame)
    entry.pointee.frame = UInt64(frame)
    entry.pointee.load = page.isReadable ? pageAddress : TranslationEntry.none
    entry.pointee.capabilityLoad =
      page.isReadable && page.loadPolicy == .allow ? pageAddress : TranslationEntry.none
    entry.pointee.invalidateStores()
    if forStores { machine.pointee.memory.pointee.willWrite(frame: frame) }
    if page.isWritable, forStores || knowsStores, !machine.pointee.watchesStores(toFrame: frame, by: hart) {
      entry.pointee.store = pageAddress
      entry.pointee.capabilityStore = page.storePolicy == .allow ? pageAddress : TranslationEntry.none
    }
  }
}

/// What a hart remembers about one page: which accesses need no further question, and where the frame lies in the
/// host's memory.
///
/// An access is compared with the page address of its own kind. A page that forbids the kind, or on which the kind
/// needs the exact path (a frame with translated code, a load policy other than *allow*), keeps ``none`` there, which
/// equals no page address.
struct TranslationEntry {
  /// The page address for data loads.
  var load: UInt64
  /// The page address for data stores.
  var store: UInt64
  /// The page address for loads of capabilities.
  var capabilityLoad: UInt64
  /// The page address for stores of tagged capabilities.
  var capabilityStore: UInt64
  /// The first byte of the frame.
  var data: UnsafeMutableRawPointer
  /// The tags of the frame's granules, one bit each.
  var tags: UnsafeMutablePointer<UInt64>
  /// The number of the frame.
  var frame: UInt64

  /// Equals no address that is compared: those have only the lowest bits set besides the page number, to tell
  /// misaligned accesses.
  static var none: UInt64 { 0x800 }

  /// How many entries a hart has.
  static var count: Int { 256 }

  /// Whether anything is remembered of a page.
  func shows(_ page: UInt64) -> Bool {
    load == page || store == page || capabilityLoad == page || capabilityStore == page
  }

  /// Whether stores need no further questions.
  var allowsStores: Bool { store != Self.none || capabilityStore != Self.none }

  /// Forgets the page.
  mutating func invalidate() {
    load = Self.none
    store = Self.none
    capabilityLoad = Self.none
    capabilityStore = Self.none
  }

  /// Makes the next store take the exact path.
  mutating func invalidateStores() {
    store = Self.none
    capabilityStore = Self.none
  }
}
