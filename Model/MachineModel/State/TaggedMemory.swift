import Architecture
public import CapabilityModel
public import ExactIntegers
internal import HashTreeCollections

/// Physical memory: bytes, and one tag for each granule of 16 bytes.
///
/// A value: a copy shares everything with its original until one of them changes, and then they share all but the path
/// to the change. So every state of a machine can be kept.
public struct TaggedMemory: Sendable {
  /// The bytes of a granule: the size of a capability in memory.
  public static let granuleSize: Integer = 16

  /// The addresses at which there is memory.
  public let ranges: [Bounds]
  /// The memory in words of eight bytes, by address / 8. A word that is not here is zero.
  private var words: TreeDictionary<Integer, Integer> = [:]
  /// The granules that are tagged, by address / 16.
  private var tags: TreeSet<Integer> = []

  /// Memory of zeros without a tag.
  public init(ranges: [Bounds]) {
    self.ranges = ranges
  }

  /// Rule ``machine.memory.present``: An access is to memory if all its bytes lie in one of the ranges.
  public func isPresent(_ address: Integer, size: Integer) -> Bool {
    ranges.contains { $0.contains(address, size: size) }
  }

  /// The unsigned number in `size` bytes from `address`, the lowest byte first.
  public func load(_ address: Integer, size: Int) -> Integer {
    let (index, offset) = (address >> 3, bitOffset(address))
    let low = words[index, default: 0]
    guard offset + 8 * size > 64 else { return low.bits(offset..<offset + 8 * size) }
    let high = words[index + 1, default: 0]
    return ((high << 64) + low).bits(offset..<offset + 8 * size)
  }

  /// Rule ``machine.memory.store``: A store of data changes its bytes and clears the tag of every granule it touches.
  public mutating func store(_ value: Integer, at address: Integer, size: Int) {
    let (index, offset) = (address >> 3, bitOffset(address))
    let inLow = min(8 * size, 64 - offset)
    replaceBits(offset..<offset + inLow, ofWord: index, with: value.bits(0..<inLow))
    if inLow < 8 * size {
      replaceBits(0..<8 * size - inLow, ofWord: index + 1, with: value.bits(inLow..<8 * size))
    }
    tags.remove(address >> 4)
    tags.remove((address + Integer(size) - 1) >> 4)
  }

  /// Rule ``machine.memory.capability``: A capability in memory is its address word, then its metadata word; its tag is
  /// that of the granule.
  public func loadCapability(_ address: Integer, format: Format) -> Capability {
    let index = address >> 3
    return format.decode(
      metadata: words[index + 1, default: 0], address: words[index, default: 0], tag: isTagged(address))
  }

  /// Stores a capability with its tag in a granule; see ``loadCapability(_:format:)``.
  public mutating func storeCapability(_ capability: Capability, at address: Integer) {
    let index = address >> 3
    words[index] = capability.address
    words[index + 1] = capability.metadata
    if capability.tag { tags.insert(address >> 4) } else { tags.remove(address >> 4) }
  }

  /// The addresses of the granules that differ from those of another memory, in ascending order.
  public func granules(differingFrom other: TaggedMemory) -> [Integer] {
    let changedWords = Set(words.keys).union(other.words.keys).filter {
      words[$0, default: 0] != other.words[$0, default: 0]
    }
    return Set(changedWords.map { $0 >> 1 }).union(tags.symmetricDifference(other.tags)).sorted().map { $0 << 4 }
  }

  /// Whether the granule of an address is tagged.
  public func isTagged(_ address: Integer) -> Bool { tags.contains(address >> 4) }

  private func bitOffset(_ address: Integer) -> Int { 8 * (Int(truncatingIfNeeded: address) & 7) }

  private mutating func replaceBits(_ range: Range<Int>, ofWord index: Integer, with bits: Integer) {
    words[index] = words[index, default: 0].replacingBits(range, with: bits)
  }
}

extension TaggedMemory: Equatable {
  /// Whether two memories have the same bytes and tags. A word of zeros that was stored equals one that never was.
  public static func == (left: TaggedMemory, right: TaggedMemory) -> Bool {
    left.ranges == right.ranges && left.tags == right.tags
      && (left.words == right.words
        || left.words.filter { $0.value != 0 } == right.words.filter { $0.value != 0 })
  }
}

/// What a load-reserved instruction leaves behind for the store-conditional that is to follow it.
public struct Reservation: Hashable, Sendable {
  /// The virtual address that was loaded from.
  public var address: Integer
  /// How many bytes were loaded.
  public var size: Int
  /// What memory held there: a capability with its tag, or a sign-extended number.
  public var value: Capability

  /// Makes a reservation.
  public init(address: Integer, size: Int, value: Capability) {
    self.address = address
    self.size = size
    self.value = value
  }
}
