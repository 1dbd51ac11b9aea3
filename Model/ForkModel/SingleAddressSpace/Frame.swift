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
