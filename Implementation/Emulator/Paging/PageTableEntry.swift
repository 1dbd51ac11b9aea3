public import Architecture

/// One entry of the page table: the frame that a page shows, what the hardware allows, and what the kernel remembers.
///
/// Packed into 64 bits. The hardware (the TLB and its walk) looks at ``frame``, the three access bits, the two
/// capability policies and ``isKernelEntry``; everything else is the kernel's and means nothing to the hardware.
///
/// | bits  | field |
/// |-------|-------|
/// | 0 – 2 | readable, writable, executable |
/// | 3 – 4 | capability-load policy |
/// | 5     | capability-store policy |
/// | 6     | present |
/// | 7     | kernel entry |
/// | 8 – 10 | entitled to read, write, execute |
/// | 11    | private: the process may come to need a frame of its own |
/// | 12    | shared mapping |
/// | 13    | copied on access, not on pointer access |
/// | 14    | shows a shared memory object that was opened for reading only |
/// | 32 – 63 | frame number |
public struct PageTableEntry: RawRepresentable, Hashable, Sendable {
  /// The packed bits; 0 is the entry that maps nothing.
  public var rawValue: UInt64

  /// Makes an entry from its packed bits.
  @inlinable
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The entry that maps nothing.
  @inlinable
  public static var absent: Self { Self(rawValue: 0) }

  /// Makes an entry that shows `frame` and allows nothing yet.
  @inlinable
  public init(frame: UInt32) {
    rawValue = UInt64(frame) &<< 32 | Bits.present
    loadPolicy = .fault
    storePolicy = .fault
  }

  /// The single bits of an entry, as masks.
  public enum Bits {
    /// Data loads are allowed.
    public static let readable: UInt64 = 1 << 0
    /// Data stores are allowed.
    public static let writable: UInt64 = 1 << 1
    /// Instruction fetches are allowed.
    public static let executable: UInt64 = 1 << 2
    /// Where the two bits of the capability-load policy begin.
    public static let loadPolicyShift: UInt64 = 3
    /// The two bits of the capability-load policy.
    public static let loadPolicy: UInt64 = 3 << 3
    /// Stores of tagged capabilities fault.
    public static let storePolicyFault: UInt64 = 1 << 5
    /// The entry shows a frame.
    public static let present: UInt64 = 1 << 6
    /// Fetching from the page enters the kernel.
    public static let kernelEntry: UInt64 = 1 << 7
    /// Data loads are allowed once pending copies have been made.
    public static let entitledToRead: UInt64 = 1 << 8
    /// Data stores are allowed once pending copies have been made.
    public static let entitledToWrite: UInt64 = 1 << 9
    /// Instruction fetches are allowed once pending copies have been made.
    public static let entitledToExecute: UInt64 = 1 << 10
    /// The process may come to need a frame of its own for this page.
    public static let isPrivate: UInt64 = 1 << 11
    /// The page belongs to a shared mapping.
    public static let sharedMapping: UInt64 = 1 << 12
    /// The page is copied on any access, not only on writes and pointer loads.
    public static let copiedOnAccess: UInt64 = 1 << 13
    /// The page shows a shared memory object that was opened for reading only.
    public static let readOnlyObject: UInt64 = 1 << 14
    /// Everything that the hardware looks at, without the frame number.
    public static let hardware: UInt64 = readable | writable | executable | loadPolicy | storePolicyFault
  }

  /// The frame that the page shows.
  @inlinable
  public var frame: UInt32 {
    get { UInt32(truncatingIfNeeded: rawValue &>> 32) }
    set { rawValue = rawValue & 0xFFFF_FFFF | UInt64(newValue) &<< 32 }
  }

  /// Whether the entry shows a frame.
  @inlinable
  public var isPresent: Bool { rawValue & Bits.present != 0 }

  /// Data loads are allowed now.
  @inlinable
  public var isReadable: Bool {
    get { self[Bits.readable] }
    set { self[Bits.readable] = newValue }
  }

  /// Data stores are allowed now.
  @inlinable
  public var isWritable: Bool {
    get { self[Bits.writable] }
    set { self[Bits.writable] = newValue }
  }

  /// Instruction fetches are allowed now.
  @inlinable
  public var isExecutable: Bool {
    get { self[Bits.executable] }
    set { self[Bits.executable] = newValue }
  }

  /// What a load of a tagged capability does now.
  @inlinable
  public var loadPolicy: CapabilityLoadPolicy {
    get {
      switch (rawValue & Bits.loadPolicy) &>> Bits.loadPolicyShift {
      case 0: .allow
      case 1: .strip
      default: .fault
      }
    }
    set {
      rawValue = rawValue & ~Bits.loadPolicy | UInt64(newValue.rawValue) &<< Bits.loadPolicyShift
    }
  }

  /// What a store of a tagged capability does now.
  @inlinable
  public var storePolicy: CapabilityStorePolicy {
    get { self[Bits.storePolicyFault] ? .fault : .allow }
    set { self[Bits.storePolicyFault] = newValue == .fault }
  }

  /// Fetching from the page enters the kernel, instead of executing what is there.
  @inlinable
  public var isKernelEntry: Bool {
    get { self[Bits.kernelEntry] }
    set { self[Bits.kernelEntry] = newValue }
  }

  /// Data loads are allowed once pending copies have been made.
  @inlinable
  public var isEntitledToRead: Bool {
    get { self[Bits.entitledToRead] }
    set { self[Bits.entitledToRead] = newValue }
  }

  /// Data stores are allowed once pending copies have been made.
  @inlinable
  public var isEntitledToWrite: Bool {
    get { self[Bits.entitledToWrite] }
    set { self[Bits.entitledToWrite] = newValue }
  }

  /// Instruction fetches are allowed once pending copies have been made.
  @inlinable
  public var isEntitledToExecute: Bool {
    get { self[Bits.entitledToExecute] }
    set { self[Bits.entitledToExecute] = newValue }
  }

  /// The process may come to need a frame of its own for this page: one was reserved at fork.
  @inlinable
  public var isPrivate: Bool {
    get { self[Bits.isPrivate] }
    set { self[Bits.isPrivate] = newValue }
  }

  /// The page belongs to a shared mapping, which has no origin and holds no capabilities.
  @inlinable
  public var isSharedMapping: Bool {
    get { self[Bits.sharedMapping] }
    set { self[Bits.sharedMapping] = newValue }
  }

  /// The page is copied on any access, not only on writes and pointer loads.
  @inlinable
  public var isCopiedOnAccess: Bool {
    get { self[Bits.copiedOnAccess] }
    set { self[Bits.copiedOnAccess] = newValue }
  }

  /// The page shows a shared memory object that was opened for reading only, and never becomes writable.
  @inlinable
  public var showsReadOnlyObject: Bool {
    get { self[Bits.readOnlyObject] }
    set { self[Bits.readOnlyObject] = newValue }
  }

  /// Takes away everything that the hardware would allow: no access, and both capability policies *fault*.
  @inlinable
  public mutating func makeInaccessible() {
    rawValue &= ~Bits.hardware
    loadPolicy = .fault
    storePolicy = .fault
  }

  /// Allows the accesses that the page is entitled to, and capabilities to be loaded and stored.
  @inlinable
  public mutating func grantEntitlement() {
    rawValue &= ~Bits.hardware
    rawValue |= rawValue &>> 8 & (Bits.readable | Bits.writable | Bits.executable)
  }

  @inlinable
  subscript(mask: UInt64) -> Bool {
    get { rawValue & mask != 0 }
    set { rawValue = newValue ? rawValue | mask : rawValue & ~mask }
  }
}

/// The sizes that the page table fixes.
public enum PageGeometry {
  /// A page has 2^12 bytes.
  public static let pageSizeLog2 = 12
  /// Bytes in a page.
  public static let pageSize = 1 << pageSizeLog2
  /// An address has 48 bits that are translated; anything above is unmapped.
  public static let addressBits = 48
  /// A node of the table has 2^9 entries.
  public static let nodeSizeLog2 = 9
  /// Entries in a node of the table, and so pages under a leaf.
  public static let entriesPerNode = 1 << nodeSizeLog2
  /// A leaf covers 2^21 bytes.
  public static let leafSpanLog2 = pageSizeLog2 + nodeSizeLog2
}
