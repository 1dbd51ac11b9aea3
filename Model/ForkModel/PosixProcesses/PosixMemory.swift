public import CapabilityModel
import ExactIntegers

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
