public import Architecture
import CapabilityModel
import ExactIntegers

/// A page of physical memory: 4096 bytes, and a tag for each sixteen of them.
public struct Frame: Hashable, Sendable {
  /// The region that its pointers are relative to; nil for frames of shared mappings, which hold none.
  public var origin: Region?
  /// What every byte holds that was not written.
  package let background: UInt8
  /// The bytes that were written, by their offset in the frame.
  private(set) var bytes: [Int: UInt8] = [:]
  /// The granules whose tag is set.
  private(set) var tags: Set<Int> = []

  /// A frame that holds the same byte everywhere, and no tag.
  package init(origin: Region?, background: UInt8) {
    self.origin = origin
    self.background = background
  }

  /// The offsets of the bytes that were written.
  var writtenOffsets: some Collection<Int> { bytes.keys }

  /// What a byte holds.
  func byte(at offset: Int) -> UInt8 { bytes[offset] ?? background }

  /// What a granule holds with its tag, in a format.
  func capability(inGranule granule: Int, _ format: Format) -> Capability {
    let bytes = (16 * granule..<16 * granule + 16).map { byte(at: $0) }
    return format.capability(inMemory: bytes, tag: tags.contains(granule))
  }

  /// Rule ``fork.frame.storeData``: Data stored into a granule clears its tag.
  mutating func store(_ byte: UInt8, at offset: Int) {
    bytes[offset] = byte
    tags.remove(offset / 16)
  }

  /// Stores sixteen bytes and their tag.
  mutating func store(_ capability: Capability, inGranule granule: Int) {
    for (index, byte) in capability.bytesInMemory.enumerated() { bytes[16 * granule + index] = byte }
    if capability.tag { tags.insert(granule) } else { tags.remove(granule) }
  }
}

/// A page of a process, the frame it shows, and what the hardware permits if it is asked now.
public struct Mapping: Hashable, Sendable {
  /// The frame, by its number.
  public var frame: Int
  /// Loads of data succeed without the fault handler.
  public var readable: Bool
  /// Stores of data succeed without the fault handler.
  public var writable: Bool
  /// What happens to a load of a tagged pointer.
  public var loadPolicy: CapabilityLoadPolicy
  /// What happens to a store of a tagged pointer.
  public var storePolicy: CapabilityStorePolicy
  /// What the process may do once every pending copy has been made.
  public var entitlement: PageEntitlement

  /// Makes a mapping from its parts.
  public init(
    frame: Int, readable: Bool, writable: Bool, loadPolicy: CapabilityLoadPolicy, storePolicy: CapabilityStorePolicy,
    entitlement: PageEntitlement
  ) {
    self.frame = frame
    self.readable = readable
    self.writable = writable
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
    self.entitlement = entitlement
  }

  /// A page that permits all that its process is entitled to.
  ///
  /// Rule ``fork.mapping.shared``: A page of a shared mapping strips the tags of pointers that are loaded, and faults
  /// when a tagged pointer is stored.
  static func granting(_ entitlement: PageEntitlement, frame: Int) -> Mapping {
    Mapping(
      frame: frame, readable: entitlement.read, writable: entitlement.write,
      loadPolicy: entitlement.isShared ? .strip : .allow,
      storePolicy: entitlement.write && !entitlement.isShared ? .allow : .fault, entitlement: entitlement)
  }

  /// The page when nothing may be done with it before a copy has been made (copy on access).
  var inaccessible: Mapping {
    var page = self
    page.readable = false
    page.writable = false
    page.loadPolicy = .fault
    page.storePolicy = .fault
    return page
  }

  /// The page when nothing may be stored into it before a copy has been made.
  var readOnly: Mapping {
    var page = self
    page.writable = false
    page.storePolicy = .fault
    return page
  }

  /// The page when it can neither be written nor show a pointer before a copy has been made (copy on pointer access).
  var withoutPointers: Mapping {
    var page = readOnly
    page.loadPolicy = .fault
    return page
  }

  /// Whether a tagged pointer that is loaded now arrives with its tag.
  public var showsPointers: Bool { readable && loadPolicy == .allow }

  /// Whether a tagged pointer can be stored now.
  public var takesPointers: Bool { writable && storePolicy == .allow }
}
