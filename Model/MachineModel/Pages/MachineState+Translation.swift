import Architecture
import ExactIntegers

/// What an access is for.
enum AccessKind {
  case fetch, load, store, atomic

  /// Rule ``machine.page.accessFault``: Where there is no memory, fetches, loads and stores raise their own access
  /// faults; an atomic operation raises that of a store, although it loads first.
  var accessFault: ExceptionCause {
    switch self {
    case .fetch: .instructionAccessFault
    case .load: .loadAccessFault
    case .store, .atomic: .storeAccessFault
    }
  }

  /// Rule ``machine.page.pageFault``: Where the page table says no, fetches, loads and stores raise their own page
  /// faults; an atomic operation raises that of a store.
  var pageFault: ExceptionCause {
    switch self {
    case .fetch: .instructionPageFault
    case .load: .loadPageFault
    case .store, .atomic: .storePageFault
    }
  }

  /// Rule ``machine.page.permission``: A page must be readable for loads, writable for stores and executable for
  /// fetches. For an atomic operation it must be both readable and writable.
  func isAllowed(by page: Page) -> Bool {
    switch self {
    case .fetch: page.isExecutable && !page.isKernelEntry
    case .load: page.isReadable
    case .store: page.isWritable
    case .atomic: page.isReadable && page.isWritable
    }
  }
}

extension MachineState {
  /// Rule ``machine.page.translate``: Without a page table, addresses are physical. With one, each page that an access
  /// touches must be mapped and allow it, from the lowest on; a page fault tells the first address that failed. Where
  /// the physical address has no memory, an access fault tells the address of the access.
  ///
  /// Rule ``machine.trap.refused``: A load, store or atomic operation that ends in an access fault or a page fault is
  /// refused: its address is on record, and nothing was read or written.
  func translate(_ address: Integer, size: Int, for kind: AccessKind) throws(Trap) -> PhysicalPlace {
    do throws(Trap) {
      let place = try place(of: address, size: size, for: kind)
      guard isPresent(place) else { throw Trap(kind.accessFault, value: address) }
      return place
    } catch {
      throw kind == .fetch ? error : error.refusing(address)
    }
  }

  /// What the page of an address does to tagged capabilities; without a page table, everything is allowed.
  func page(of address: Integer) -> Page? { pageTable?[address] }

  private func place(of address: Integer, size: Int, for kind: AccessKind) throws(Trap) -> PhysicalPlace {
    guard let pageTable else { return PhysicalPlace(address: address, size: size) }
    let first = try pageTable.translate(address, for: kind)
    let inFirst = Int(truncatingIfNeeded: Page.size - address % Page.size)
    guard inFirst < size else { return PhysicalPlace(address: first, size: size) }
    let second = try pageTable.translate(format.wrapped(address + Integer(inFirst)), for: kind)
    return PhysicalPlace(address: first, size: inFirst, rest: .init(address: second, size: size - inFirst))
  }

  private func isPresent(_ place: PhysicalPlace) -> Bool {
    place.pieces.allSatisfy { memory.isPresent($0.base, size: $0.length) }
  }
}

extension PageTable {
  /// The physical address of a byte.
  fileprivate func translate(_ address: Integer, for kind: AccessKind) throws(Trap) -> Integer {
    guard let page = self[address], kind.isAllowed(by: page) else { throw Trap(kind.pageFault, value: address) }
    return page.frame + address % Page.size
  }
}
