import CapabilityModel
public import ExactIntegers

/// Where the bytes of one access lie in physical memory: in one piece, or in two if the access crosses into another
/// page.
public struct PhysicalPlace: Hashable, Sendable {
  /// The physical address of the first byte.
  public var address: Integer
  /// How many bytes lie there.
  public var size: Int
  /// The physical address of the rest, and its size.
  public var rest: Rest?

  /// The second piece.
  public struct Rest: Hashable, Sendable {
    /// The physical address.
    public var address: Integer
    /// The number of bytes.
    public var size: Int
  }

  /// The pieces as ranges of physical addresses.
  var pieces: [Bounds] {
    let first = Bounds(base: address, top: address + Integer(size))
    guard let rest else { return [first] }
    return [first, Bounds(base: rest.address, top: rest.address + Integer(rest.size))]
  }
}

extension TaggedMemory {
  /// The unsigned number at a place.
  func load(_ place: PhysicalPlace) -> Integer {
    let low = load(place.address, size: place.size)
    guard let rest = place.rest else { return low }
    return (load(rest.address, size: rest.size) << (8 * place.size)) + low
  }

  /// Stores the lowest bytes of a number at a place.
  mutating func store(_ value: Integer, at place: PhysicalPlace) {
    store(value, at: place.address, size: place.size)
    if let rest = place.rest { store(value >> (8 * place.size), at: rest.address, size: rest.size) }
  }
}
