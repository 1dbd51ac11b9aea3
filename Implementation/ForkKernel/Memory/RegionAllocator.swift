import Emulator

/// Hands out regions: 2^k bytes at multiples of 2^(k+2), never adjacent.
///
/// The distance between any two regions of one size is a multiple of 2^(k+2), so that moving a capability between them
/// changes its address word and nothing else. Slots are at least as large as a leaf of the page table covers, so that
/// no leaf holds pages of two regions.
///
/// A region whose process is gone is **quarantined** for as long as a frame has it as its origin. When nothing else is
/// left, ``quarantined(sizeLog2:)`` names one whose frames the kernel can re-origin.
struct RegionAllocator: Sendable {
  /// The smallest k: one page.
  static let smallestSizeLog2: UInt8 = 12
  /// The largest k.
  static let largestSizeLog2: UInt8 = 40
  /// Where the first slot may begin: everything below is the kernel's.
  static let lowestAddress: UInt64 = 1 << 30
  /// Where the last slot has to end.
  static let addressLimit: UInt64 = 1 << 47

  private(set) var regions: [Region] = []
  private var free: [[RegionID]] = Array(repeating: [], count: Int(Self.largestSizeLog2) + 1)
  private var freeCount = 0
  private var nextAddress = Self.lowestAddress
  private var placement: SplitMix64?
  private let limit: Int

  /// Makes an allocator of at most `limit` regions; with a seed, bases are chosen at random.
  init(limit: Int, placementSeed: UInt64? = nil) {
    self.limit = limit
    placement = placementSeed.map(SplitMix64.init)
  }

  subscript(id: RegionID) -> Region { regions[Int(id.index)] }

  /// Takes a region of 2^`sizeLog2` bytes and begins its next epoch; `nil` if there is none, now, without given another
  /// origin.
  mutating func take(sizeLog2: UInt8) -> RegionID? {
    guard (Self.smallestSizeLog2...Self.largestSizeLog2).contains(sizeLog2) else { return nil }
    guard let id = reuse(sizeLog2) ?? make(sizeLog2) ?? convert(to: sizeLog2) else { return nil }
    regions[Int(id.index)].state = .occupied
    regions[Int(id.index)].epoch += 1
    return id
  }

  /// Notes that a region's process is gone.
  mutating func leave(_ id: RegionID) {
    regions[Int(id.index)].state = .quarantined
    freeIfUnneeded(id)
  }

  /// Notes that one more frame has the region as its origin.
  mutating func addOriginatedFrame(_ id: RegionID) {
    guard id != .none else { return }
    regions[Int(id.index)].originatedFrames &+= 1
  }

  /// Notes that one frame less has the region as its origin.
  mutating func removeOriginatedFrame(_ id: RegionID) {
    guard id != .none else { return }
    regions[Int(id.index)].originatedFrames &-= 1
    freeIfUnneeded(id)
  }

  /// A quarantined region of the given size, or of any.
  func quarantined(sizeLog2: UInt8? = nil) -> RegionID? {
    regions.firstIndex { $0.state == .quarantined && $0.sizeLog2 == sizeLog2 ?? $0.sizeLog2 }
      .map { RegionID(index: Int32($0)) }
  }

  /// How many regions are occupied.
  var occupiedCount: Int { regions.count { $0.state == .occupied } }

  private mutating func freeIfUnneeded(_ id: RegionID) {
    let region = regions[Int(id.index)]
    guard region.state == .quarantined, region.originatedFrames == 0 else { return }
    regions[Int(id.index)].state = .free
    free[Int(region.sizeLog2)].append(id)
    freeCount += 1
  }

  private mutating func reuse(_ sizeLog2: UInt8) -> RegionID? {
    let candidates = free[Int(sizeLog2)].count
    guard candidates > 0 else { return nil }
    let choice = placement?.next(below: candidates) ?? candidates - 1
    free[Int(sizeLog2)].swapAt(choice, candidates - 1)
    freeCount -= 1
    return free[Int(sizeLog2)].removeLast()
  }

  private mutating func make(_ sizeLog2: UInt8) -> RegionID? {
    guard regions.count < limit, let base = place(sizeLog2) else { return nil }
    regions.append(Region(base: base, sizeLog2: sizeLog2))
    return RegionID(index: Int32(regions.count - 1))
  }

  /// Gives a free region of another size a new place and size.
  private mutating func convert(to sizeLog2: UInt8) -> RegionID? {
    guard freeCount > 0, let other = free.indices.first(where: { !free[$0].isEmpty }),
      let base = place(sizeLog2), let id = free[other].popLast()
    else { return nil }
    freeCount -= 1
    regions[Int(id.index)].base = base
    regions[Int(id.index)].sizeLog2 = sizeLog2
    return id
  }

  /// The base of a slot in which no region has been yet.
  private mutating func place(_ sizeLog2: UInt8) -> UInt64? {
    let slot = UInt64(1) << UInt64(max(Int(sizeLog2) + 2, PageGeometry.leafSpanLog2))
    if placement != nil {
      for _ in 0..<64 {
        let slots = Int((Self.addressLimit - Self.lowestAddress) / slot)
        guard let number = placement?.next(below: max(slots - 1, 1)) else { break }
        let base = (Self.lowestAddress / slot + UInt64(number) + 1) * slot
        if !regions.contains(where: { overlaps($0, base: base, slot: slot) }) { return base }
      }
      return nil
    }
    let base = (nextAddress + slot - 1) / slot * slot
    guard base + slot <= Self.addressLimit else { return nil }
    nextAddress = base + slot
    return base
  }

  private func overlaps(_ region: Region, base: UInt64, slot: UInt64) -> Bool {
    let size = UInt64(1) << UInt64(max(Int(region.sizeLog2) + 2, PageGeometry.leafSpanLog2))
    return region.base < base + slot && base < region.base + size
  }
}

/// One region of the address space: 2^k bytes at a multiple of 2^(k+2), for one process at a time.
struct Region: Sendable {
  /// Where a region is in its life.
  enum State: Hashable, Sendable {
    /// Nobody's: the next process can have it.
    case free
    /// A process lives in it.
    case occupied
    /// Its process is gone, but frames whose capabilities are relative to it are still mapped by descendants.
    case quarantined
  }

  /// The first address.
  var base: UInt64
  /// The size is 2^k bytes; this is k.
  var sizeLog2: UInt8
  /// Counts the uses: taking the region begins a new epoch.
  var epoch: UInt64 = 0
  /// Where it is in its life.
  var state: State = .free
  /// How many frames have it as their origin.
  var originatedFrames = 0

  /// The size in bytes.
  var size: UInt64 { 1 << UInt64(sizeLog2) }

  /// Whether an address lies in it.
  func contains(_ address: UInt64) -> Bool { address &- base < size }
}

/// Names a region in a ``RegionAllocator``.
struct RegionID: Hashable, Sendable {
  /// The position in the allocator's table.
  let index: Int32

  /// No region: the origin of frames of shared mappings.
  static let none = RegionID(index: -1)
}

/// A small random number generator, so that placement and scheduling are reproducible from a seed.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word &>> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word &>> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word &>> 31
  }

  /// A number from 0 to `limit - 1`; 0 for limits below 1.
  mutating func next(below limit: Int) -> Int {
    limit < 2 ? 0 : Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }
}
