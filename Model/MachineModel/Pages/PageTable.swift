public import Architecture
import CapabilityModel
public import ExactIntegers
internal import HashTreeCollections

/// A mapping from virtual to physical pages. How it is laid out in memory is not specified here.
public struct PageTable: Sendable {
  /// The pages by number: virtual address / 4096.
  private var pages: TreeDictionary<Integer, Page> = [:]

  /// A table that maps nothing.
  public init() {}

  /// The page that holds a virtual address; nil if it is not mapped. Assigning maps or unmaps it.
  public subscript(_ address: Integer) -> Page? {
    get { pages[address / Page.size] }
    set { pages[address / Page.size] = newValue }
  }
}

extension PageTable: Equatable {
  /// Whether two tables map the same pages alike.
  public static func == (left: PageTable, right: PageTable) -> Bool { left.pages == right.pages }
}

/// What the page table says of one page of 4096 bytes.
public struct Page: Hashable, Sendable {
  /// The size of a page in bytes.
  public static let size: Integer = 4096

  /// The physical address of the page's first byte.
  public var frame: Integer
  /// Whether data may be loaded.
  public var isReadable: Bool
  /// Whether data may be stored.
  public var isWritable: Bool
  /// Whether instructions may be fetched.
  public var isExecutable: Bool
  /// Whether the page holds no instructions but entries into the kernel.
  public var isKernelEntry = false
  /// What happens to a tagged capability that is loaded.
  public var loadPolicy: CapabilityLoadPolicy
  /// What happens to a tagged capability that is stored.
  public var storePolicy: CapabilityStorePolicy

  /// Makes a page; by default everything is allowed.
  public init(
    frame: Integer, isReadable: Bool = true, isWritable: Bool = true, isExecutable: Bool = true,
    loadPolicy: CapabilityLoadPolicy = .allow, storePolicy: CapabilityStorePolicy = .allow
  ) {
    self.frame = frame
    self.isReadable = isReadable
    self.isWritable = isWritable
    self.isExecutable = isExecutable
    self.loadPolicy = loadPolicy
    self.storePolicy = storePolicy
  }
}

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
