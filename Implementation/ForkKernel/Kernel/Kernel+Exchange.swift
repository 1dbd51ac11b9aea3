import Architecture
public import Emulator

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
  private var exchangeFrame: Int { frames.count }

  /// Maps the page.
  func mapExchangePage() {
    var entry = PageTableEntry(frame: UInt32(exchangeFrame), rights: [.read, .write])
    entry.grantEntitlement()
    pageTable.set(entry, page: Self.exchangePage)
  }
}
