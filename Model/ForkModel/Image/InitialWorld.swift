public import Architecture
public import CapabilityModel
public import ExactIntegers

/// What a program of fork actions starts with: the settings of the kernel and the image of the first process.
public struct InitialWorld: Hashable, Sendable {
  /// The format of pointers.
  public var format: Format
  /// The region of each process has 2^k bytes; this is k.
  public var regionSizeLog2: Int
  /// The layout of every process.
  public var image: ProcessImage
  /// The strategy of a fork that names none.
  public var strategy: ForkStrategy
  /// How many frames of physical memory there are.
  public var frames: Int
  /// How many regions there are.
  public var regions: Int
  /// How many descriptors a process can have.
  public var descriptors: Int
  /// Whether more memory may be reserved than there is. Rule: ``posix.fork.overcommit``.
  public var overcommits: Bool
  /// The granules that hold pointers at the start, counted from the start of the image.
  public var granulesWithPointers: [Range<Int>]

  /// Makes a world from its parts.
  public init(
    format: Format, regionSizeLog2: Int, image: ProcessImage, strategy: ForkStrategy, frames: Int, regions: Int,
    descriptors: Int = 64, overcommits: Bool = false, granulesWithPointers: [Range<Int>] = []
  ) {
    self.format = format
    self.regionSizeLog2 = regionSizeLog2
    self.image = image
    self.strategy = strategy
    self.frames = frames
    self.regions = regions
    self.descriptors = descriptors
    self.overcommits = overcommits
    self.granulesWithPointers = granulesWithPointers
  }

  /// Rule ``posix.start.registers``: Register 0 holds a pointer to everything from the global offset table to the end
  /// of the heap, register 1 a pointer to the text; both have exact bounds and the address at their base. The other
  /// registers are null, and so is one of these if there are no such pages.
  public func initialRegisters(regionBase: Integer) -> [Capability] {
    let data = image.bytes(from: .globalOffsetTable, through: .heap)
    let text = image.bytes(from: .text, through: .text)
    let null = format.null
    return [
      data.isEmpty ? null : pointer(to: data, regionBase: regionBase, permissions: Self.dataPermissions, flags: 0),
      text.isEmpty ? null : pointer(to: text, regionBase: regionBase, permissions: Self.textPermissions, flags: 1),
      null, null, null, null, null, null,
    ]
  }

  /// Rule ``posix.start.pointers``: Each granule of which the world says so holds the pointer of register 0, with its
  /// address at the granule. Everything else that can be written is zero.
  ///
  /// - Returns: the pointers by the offset of their granule.
  public func initialPointers(regionBase: Integer) -> [(offset: Int, pointer: Capability)] {
    let everything = initialRegisters(regionBase: regionBase)[0]
    return granulesWithPointers.joined().map { granule in
      (16 * granule, everything.setAddress(regionBase + Integer(16 * granule)))
    }
  }

  /// The pointer that a process is given to pages that it maps.
  ///
  /// Rule ``posix.map.pointer``: mmap gives a pointer to just the pages, with its address at their start, no flags, and
  /// the permission Global; Load and LoadCapability if the pages may be read, Store, StoreCapability and
  /// StoreLocalCapability if they may be written, Execute if they may be executed.
  func pointer(toPages pages: Range<Int>, regionBase: Integer, _ protection: Options<PageProtection>) -> Capability {
    let bytes = pages.lowerBound * ProcessImage.pageSize..<pages.upperBound * ProcessImage.pageSize
    return pointer(to: bytes, regionBase: regionBase, permissions: PermissionSet(protection), flags: 0)
  }

  /// How many pages a region has.
  var regionPages: Int { 1 << max(0, regionSizeLog2 - 12) }

  /// A pointer with its address at the base of its bounds, which are exact if the format has them.
  private func pointer(
    to bytes: Range<Int>, regionBase: Integer, permissions: PermissionSet, flags: Integer
  ) -> Capability {
    format.root
      .setAddress(regionBase + Integer(bytes.lowerBound))
      .setBounds(length: Integer(bytes.count)).capability
      .andPermissions(permissions)
      .setFlags(flags)
  }

  /// The permissions of the first pointer to data.
  static let dataPermissions: PermissionSet = [
    .global, .load, .store, .loadCapability, .storeCapability, .storeLocalCapability,
  ]

  /// The permissions of the first pointer to text.
  static let textPermissions: PermissionSet = [.global, .execute, .load]
}

extension PermissionSet {
  /// What a pointer needs for all that a protection allows.
  fileprivate init(_ protection: Options<PageProtection>) {
    self = [.global]
    if protection.contains(.read) { formUnion([.load, .loadCapability]) }
    if protection.contains(.write) { formUnion([.store, .storeCapability, .storeLocalCapability]) }
    if protection.contains(.execute) { insert(.execute) }
  }

  private mutating func formUnion(_ other: PermissionSet) { self = union(other) }
}
