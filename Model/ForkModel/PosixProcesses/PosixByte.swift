public import ExactIntegers

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
