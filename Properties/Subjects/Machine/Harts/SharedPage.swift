public import Architecture

/// What the page table says of one page.
public struct SharedPage: Codable, Hashable, Sendable {
  /// The number of the page: address / 4096.
  public var number: UInt8
  /// The frame that it shows, counted from 0; none if it is not mapped.
  public var frame: UInt8?
  /// Loads are allowed.
  public var isReadable = true
  /// Stores are allowed.
  public var isWritable = true
  /// Whether it holds entries into the kernel; it is neither readable nor writable then.
  public var isKernelEntry = false
  /// The policy for loads of tagged capabilities.
  public var loadPolicy = CapabilityLoadPolicy.allow
  /// The policy for stores of tagged capabilities.
  public var storePolicy = CapabilityStorePolicy.allow

  /// Makes a page for loads and stores of everything.
  public init(_ number: UInt8, frame: UInt8?) {
    self.number = number
    self.frame = frame
  }

  /// Makes a page of kernel entries.
  public static func kernelEntry(_ number: UInt8, frame: UInt8) -> SharedPage {
    var page = SharedPage(number, frame: frame)
    page.isKernelEntry = true
    page.isReadable = false
    page.isWritable = false
    return page
  }
}
