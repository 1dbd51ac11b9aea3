public import Architecture
public import ExactIntegers

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
