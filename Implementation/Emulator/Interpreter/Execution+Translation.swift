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
