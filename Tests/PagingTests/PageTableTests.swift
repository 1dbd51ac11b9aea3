import Architecture
import Emulator
import Testing

@Suite struct PageTableTests {
  static func entry(_ frame: UInt32) -> PageTableEntry {
    var entry = PageTableEntry(frame: frame)
    entry.isEntitledToRead = true
    entry.isEntitledToWrite = true
    entry.grantEntitlement()
    return entry
  }

  @Test func `A page that was never set maps nothing`() {
    let table = PageTable()
    #expect(table.walk(page: 0) == .absent)
    #expect(table.walk(page: .max) == .absent)
    #expect(table.entry(page: 0x123456) == .absent)
  }

  @Test(arguments: [UInt64(0), 1, 511, 512, 0x40000, 0xF_FFFF_FFFF])
  func `An entry is found at its page and nowhere beside it`(page: UInt64) {
    let table = PageTable()
    table.set(Self.entry(9), page: page)
    #expect(table.walk(page: page).frame == 9)
    #expect(table.walk(page: page).isWritable)
    #expect(table.walk(page: page).loadPolicy == .allow)
    #expect(table.walk(page: page ^ 1) == .absent)
    #expect(table.walk(page: page ^ 512) == .absent)
  }

  @Test(arguments: CapabilityLoadPolicy.allCases, CapabilityStorePolicy.allCases)
  func `Policies survive packing`(load: CapabilityLoadPolicy, store: CapabilityStorePolicy) {
    var entry = PageTableEntry(frame: .max)
    entry.loadPolicy = load
    entry.storePolicy = store
    #expect(entry.loadPolicy == load)
    #expect(entry.storePolicy == store)
    #expect(entry.frame == .max)
    #expect(!entry.isReadable && !entry.isWritable && !entry.isExecutable)
  }

  @Test func `A shared leaf is invisible to the hardware until it is published`() {
    let table = PageTable()
    table.set(Self.entry(1), page: 0x200)
    table.set(Self.entry(2), page: 0x201)
    #expect(table.shareLeaf(of: 0x200, with: 0x800, copiedOnAccess: false))
    for page in [UInt64(0x200), 0x201, 0x800, 0x801] {
      #expect(table.walk(page: page) == .absent)
      #expect(table.entry(page: page).isPresent)
    }
    #expect(table.leafState(of: 0x800) == .hidden(copiedOnAccess: false))
    #expect(table.leafView(of: 0x800)?.references == 2)

    #expect(table.unshareLeaf(of: 0x800) == .copied)
    #expect(table.walk(page: 0x800) == .absent)
    table.publishLeaf(of: 0x800)
    table.set(Self.entry(3), page: 0x801)
    #expect(table.walk(page: 0x801).frame == 3)
    #expect(table.entry(page: 0x201).frame == 2)

    #expect(table.unshareLeaf(of: 0x200) == .takenOver)
    table.publishLeaf(of: 0x200)
    #expect(table.walk(page: 0x201).frame == 2)
  }

  @Test func `A leaf goes with the last place that shows it`() {
    let table = PageTable()
    table.set(Self.entry(1), page: 0)
    let before = table.nodeCount
    table.shareLeaf(of: 0, with: 512, copiedOnAccess: true)
    #expect(table.nodeCount == before)
    #expect(!table.dropLeaf(of: 0))
    #expect(table.leafState(of: 0) == .absent)
    #expect(table.leafState(of: 512) == .hidden(copiedOnAccess: true))
    #expect(table.dropLeaf(of: 512))
    #expect(table.nodeCount == before - 1)
  }

  @Test func `Restoring a mark undoes every change since, as often as wanted`() {
    let table = PageTable()
    for page in UInt64(0)..<8 { table.set(Self.entry(UInt32(page)), page: page) }
    let nodes = table.nodeCount
    let mark = table.mark()
    for _ in 0..<3 {
      table.set(Self.entry(99), page: 3)
      table.shareLeaf(of: 0, with: 0x8000, copiedOnAccess: false)
      _ = table.unshareLeaf(of: 0)
      table.publishLeaf(of: 0)
      table.dropLeaf(of: 0x8000)
      table.set(Self.entry(5), page: 0x4000_0000)
      table.restore(to: mark)
      #expect(table.nodeCount == nodes)
      for page in UInt64(0)..<8 { #expect(table.walk(page: page).frame == UInt32(page)) }
      #expect(table.entry(page: 0x8000) == .absent)
      #expect(table.entry(page: 0x4000_0000) == .absent)
    }
  }
}
