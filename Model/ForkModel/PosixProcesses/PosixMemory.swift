public import CapabilityModel
public import ExactIntegers

/// The private image of a process: at each offset a byte, at each multiple of 16 perhaps a pointer.
public struct PosixMemory: Hashable, Sendable {
  /// What the pages hold that do not hold zeros at the start, by their number.
  private var backgrounds: [Int: UInt8] = [:]
  /// The bytes that were stored since the start; all others are the background of their page.
  private var bytes: [Int: PosixByte] = [:]
  /// The tagged pointers, by offset.
  public private(set) var pointers: [Int: Capability] = [:]
  /// Where the images of processes lie, in the eyes of their pointers.
  private let space: PrivateSpace

  /// Memory that holds zeros everywhere.
  init(space: PrivateSpace) {
    self.space = space
  }

  /// The memory of a process that starts an image.
  init(image: ProcessImage, space: PrivateSpace) {
    self.space = space
    for page in 0..<image.pageCount {
      if let background = image.segment(ofPage: page)?.background, background != 0 { backgrounds[page] = background }
    }
  }

  /// The pages that hold something that was stored.
  var pagesInUse: Set<Int> {
    Set(bytes.keys.map { $0 / ProcessImage.pageSize }).union(pointers.keys.map { $0 / ProcessImage.pageSize })
  }

  /// Makes a page hold zeros.
  mutating func clear(page: Int) {
    let offsets = page * ProcessImage.pageSize..<(page + 1) * ProcessImage.pageSize
    backgrounds[page] = nil
    bytes = bytes.filter { !offsets.contains($0.key) }
    pointers = pointers.filter { !offsets.contains($0.key) }
  }

  /// What a load of a byte finds.
  ///
  /// Rule ``posix.memory.fragments``: Read as data, a pointer in memory is its sixteen fragments.
  func byte(at offset: Int) -> PosixByte {
    let granule = offset / 16 * 16
    if let pointer = pointers[granule] {
      return .fragment(of: space.image(of: pointer), index: offset - granule)
    }
    return bytes[offset] ?? .data(backgrounds[offset / ProcessImage.pageSize, default: 0])
  }

  /// What a load of sixteen aligned bytes with their tag finds.
  package func value(at offset: Int) -> PosixValue {
    if let pointer = pointers[offset] { return .pointer(pointer) }
    return .bytes((offset..<offset + 16).map { byte(at: $0) })
  }

  /// Stores data.
  ///
  /// Rule ``posix.memory.overwrite``: Data stored over a part of a pointer leaves the fragments of the rest: the
  /// pointer is no more.
  mutating func store(_ data: [PosixByte], at offset: Int) {
    for position in offset..<offset + data.count {
      dissolvePointer(at: position / 16 * 16)
      bytes[position] = data[position - offset]
    }
  }

  /// Stores sixteen aligned bytes with their tag.
  mutating func store(_ value: PosixValue, at offset: Int) {
    switch value {
    case .pointer(let pointer): pointers[offset] = pointer
    case .bytes(let data): store(data, at: offset)
    }
  }

  private mutating func dissolvePointer(at granule: Int) {
    if let pointer = pointers.removeValue(forKey: granule) {
      for (index, fragment) in space.image(of: pointer).fragments.enumerated() { bytes[granule + index] = fragment }
    }
  }
}

/// A byte as the program that reads it may understand it.
///
/// A pointer has no bytes of its own in the POSIX view, since it has no address. Read as data it shows fragments, which
/// say what must be seen once it is known where the region lies.
public enum PosixByte: Hashable, Sendable {
  /// An ordinary byte.
  case data(UInt8)
  /// One of the sixteen bytes of a pointer, counted from the low byte of its address word.
  case fragment(of: PointerImage, index: Int)
  /// A byte that depends on where regions lie in a way that no program may rely upon.
  case undetermined

  /// The byte as it would be seen if the region lay at 0; nil if it is undetermined.
  var unlessUndetermined: UInt8? {
    switch self {
    case .data(let value): value
    case .fragment(let image, let index): image.byte(index, regionBase: 0)
    case .undetermined: nil
    }
  }
}

/// The two words of a pointer, its address counted from the start of the region.
public struct PointerImage: Hashable, Sendable {
  /// The metadata word as it is in memory: the same wherever the region lies.
  public var metadata: Integer
  /// The address less the base of the region, in bytes, modulo 2^64.
  public var offset: Integer

  /// Makes an image from its words.
  public init(metadata: Integer, offset: Integer) {
    self.metadata = metadata
    self.offset = offset
  }

  /// The sixteen fragments in memory order: the address word, then the metadata word.
  public var fragments: [PosixByte] {
    (0..<16).map { .fragment(of: self, index: $0) }
  }

  /// What one of the sixteen bytes is when the region lies at an address.
  public func byte(_ index: Int, regionBase: Integer) -> UInt8 {
    let word = index < 8 ? (offset + regionBase).modulo(twoTo: 64) : metadata
    let position = 8 * (index % 8)
    return UInt8(truncatingIfNeeded: word.bits(position..<position + 8))
  }
}

/// What a register of a process holds, or 16 bytes of its memory.
///
/// Every process sees its image at the same place, ``PrivateSpace/base``: that is what makes the address of a pointer
/// mean the same before and after fork.
public enum PosixValue: Hashable, Sendable {
  /// A tagged pointer into the image, as if the region lay at ``PrivateSpace/base``.
  case pointer(Capability)
  /// Sixteen bytes without a tag.
  case bytes([PosixByte])

  /// Sixteen bytes of zero.
  public static let null = PosixValue.bytes(Array(repeating: .data(0), count: 16))
}
