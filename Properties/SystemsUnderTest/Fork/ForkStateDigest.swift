public import Architecture

/// A state of a fork subject in so few words that millions of them can be told apart.
///
/// Everything is counted from the region it is relative to: two states that differ only in where regions lie, or in
/// which frames are used, have digests that differ only in ``Process/name``, ``Process/region`` and the numbers of
/// frames.
public struct ForkStateDigest: Sendable {
  /// A process that has not been reaped.
  public struct Process: Sendable {
    /// What the program calls it.
    public var name: ProcessName
    /// Its parent; `nil` for the system process.
    public var parent: ProcessName?
    /// Stands for its registers, or for its ending once it is a zombie.
    public var registers: UInt64
    /// A number for its region at this time of the region's life.
    public var region: Int
    /// Its mapped pages, as a part of ``ForkStateDigest/pages``.
    public var pages: Range<Int>

    /// Makes the digest of a process from its parts.
    public init(name: ProcessName, parent: ProcessName?, registers: UInt64, region: Int, pages: Range<Int>) {
      self.name = name
      self.parent = parent
      self.registers = registers
      self.region = region
      self.pages = pages
    }
  }

  /// A mapped page of a process.
  public struct Page: Sendable {
    /// Which page of the region.
    public var index: Int
    /// Stands for everything that it allows or is entitled to.
    public var rights: UInt64
    /// Its frame, as an index into ``ForkStateDigest/frames``.
    public var frame: Int

    /// Makes the digest of a page from its parts.
    public init(index: Int, rights: UInt64, frame: Int) {
      self.index = index
      self.rights = rights
      self.frame = frame
    }
  }

  /// A mapped frame.
  public struct Frame: Sendable {
    /// The number by which the subject knows it.
    public var number: Int
    /// The number of the region that its pointers are relative to; -1 if there is none.
    public var origin: Int
    /// How many mappings the subject believes it has.
    public var references: Int
    /// Stands for its tagged granules.
    public var pointers: UInt64 = 0
    /// Stands for its untagged granules.
    public var data: UInt64 = 0
    /// Which of the granules that were looked at are not as they were at the start, by their bits.
    public var used: UInt64 = 0

    /// Makes the digest of a frame of which nothing was looked at.
    public init(number: Int, origin: Int, references: Int) {
      self.number = number
      self.origin = origin
      self.references = references
    }
  }

  /// The processes, in any order.
  public var processes: [Process] = []
  /// The mapped pages, process after process, in ascending order for each.
  public var pages: [Page] = []
  /// The mapped frames, in any order.
  public var frames: [Frame] = []
  /// Stands for what belongs to no process: how much is left of what can run short.
  public var supplies: UInt64 = 0

  /// A digest of nothing.
  public init() {}

  /// Forgets everything but the room for it.
  public mutating func removeAll() {
    processes.removeAll(keepingCapacity: true)
    pages.removeAll(keepingCapacity: true)
    frames.removeAll(keepingCapacity: true)
    supplies = 0
  }
}

/// Condenses words into one. Unlike `Hasher` it gives the same in every process, and takes a few cycles a word.
public struct WordHasher: Sendable {
  @usableFromInline var state: UInt64 = 0x243F_6A88_85A3_08D3

  /// Begins with nothing.
  public init() {}

  /// What the words so far come to.
  @inlinable
  public var value: UInt64 { state ^ state &>> 32 }

  /// Adds a word.
  @inlinable
  public mutating func combine(_ word: UInt64) {
    state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
    state ^= state &>> 29
  }

  /// Adds a number.
  @inlinable
  public mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }
}
